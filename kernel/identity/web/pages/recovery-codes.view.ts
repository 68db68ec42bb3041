import { code, heading, html, lead, linkButton, list, section } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { factorTexts } from './factor-texts.ts';

/** Shows recovery codes, this once. */
export function recoveryCodesView(input: { readonly codes: readonly string[]; readonly locale: Locale; readonly back: string; readonly next: string }): View {
  const t = factorTexts(input.locale);
  return {
    title: t.codesTitle,
    breadcrumbs: [{ label: t.title, href: input.back }, { label: t.codesTitle }],
    main: html`${heading(t.codesTitle)}${lead(t.codesLead)}${list(input.codes.map((one) => code(one)))}
      ${section(linkButton({ label: t.goOn, href: input.next }))}${section(linkButton({ label: t.back, href: input.back, look: 'tertiary' }))}`,
  };
}
