import { code, descriptionList, heading, html, lead, paragraph, section, type HtmlValue } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { ProblemPage } from '../../domain/read-problem-page.ts';

const texts = translations({ de: { remedy: 'Was Sie tun können', technical: 'Für die Technik', code: 'Kennung', status: 'HTTP-Status' }, en: { remedy: 'What you can do', technical: 'Technical details', code: 'Code', status: 'HTTP status' } });

/** A problem in plain words. */
export function problemView(model: { readonly code: string; readonly page: ProblemPage }, locale: Locale): View {
  const t = texts(locale);
  const { title, meaning, remedy } = model.page[locale];
  return {
    title,
    main: html`${heading(title)}${lead(words(meaning))}${heading(t.remedy, 2)}${paragraph(words(remedy))}${section(html`${heading(t.technical, 2)}${descriptionList([{ name: t.code, value: code(model.code) }, { name: t.status, value: String(model.page.status) }], locale)}`)}`,
  };
}

function words(text: string): HtmlValue {
  return text.split('`').map((part, index) => (index % 2 === 1 ? code(part) : part));
}
