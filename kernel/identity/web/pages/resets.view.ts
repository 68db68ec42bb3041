import { button, code, descriptionList, errorSummary, form, heading, html, lead, linkButton, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { WaitingReset } from '../../actions/reset-factors.ts';
import type { PeopleScope } from '../people-area.ts';
import { peopleTexts } from './people-texts.ts';

/** Wishes to take away lost second factors, which a second person decides. */
export function resetsView(input: { readonly scope: PeopleScope; readonly resets: readonly WaitingReset[]; readonly locale: Locale; readonly csrf: string; readonly problem?: string }): View {
  const { locale, csrf, problem } = input;
  const t = peopleTexts(locale);
  return {
    title: t.resetsTitle,
    hasErrors: problem !== undefined,
    breadcrumbs: [{ label: t.title, href: input.scope.href() }, { label: t.resetsTitle }],
    main: html`${errorSummary({ errors: problem === undefined ? [] : [{ message: problem }], locale, title: t.summary })}${heading(t.resetsTitle)}${lead(t.resetsLead)}
      ${table({
        caption: t.resetsTitle, captionHidden: true, rows: input.resets, empty: t.noResets,
        columns: [
          { label: t.name, cell: (row) => row.name },
          { label: t.email, cell: (row) => row.email },
          { label: t.requestedBy, cell: (row) => row.requestedBy },
          { label: t.requestedAt, cell: (row) => formatInstant(row.requestedAt, locale) },
          { label: t.actions, action: true, cell: (row) => (row.mayDecide
            ? form({ csrf, label: `${t.resetsTitle}: ${row.name}`, fields: '', buttons: html`${button({ label: t.approve, name: 'approve', value: row.id, about: row.name, look: 'secondary' })}${button({ label: t.refuse, name: 'refuse', value: row.id, about: row.name, look: 'tertiary' })}` })
            : t.secondPerson) },
        ],
      })}`,
  };
}

/** Shows the link for a new beginning, this once. */
export function resetLinkView(input: { readonly scope: PeopleScope; readonly locale: Locale; readonly link: string }): View {
  const t = peopleTexts(input.locale);
  return {
    title: t.resetDone,
    breadcrumbs: [{ label: t.title, href: input.scope.href() }, { label: t.resetDone }],
    main: html`${heading(t.resetDone)}${lead(t.linkBody)}${descriptionList([{ name: t.link, value: code(input.link) }], input.locale)}${section(linkButton({ label: t.back, href: input.scope.href('resets'), look: 'secondary' }))}`,
  };
}
