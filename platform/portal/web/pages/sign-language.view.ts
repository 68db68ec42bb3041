import { heading, html, lead, link, list, paragraph, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { contactFacts } from '../contact-facts.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

const texts = translations({
  de: {
    title: 'Gebärdensprache', lead: 'Es gibt hier noch kein Video in Deutscher Gebärdensprache (DGS).', wrong: 'Das ist ein Mangel. Er steht auch in der', statement: 'Erklärung zur Barrierefreiheit',
    meanwhile: 'Bis dahin', meanwhileList: () => ['Alle Seiten und alle Anträge sind Text. Sie brauchen weder Ton noch Telefon.', 'Sie können der Verwaltung schreiben.', 'Für Gespräche im Amt können Sie um Dolmetschen in Gebärdensprache bitten. Fragen Sie vorher nach, wie das geht und wer es bezahlt.'],
    ask: 'Wo Sie fragen können', email: 'E-Mail', address: 'Anschrift', easy: 'Die Einführung gibt es auch in', easyLink: 'Leichter Sprache',
  },
  en: {
    title: 'Sign language', lead: 'There is no video in German Sign Language (DGS) here yet.', wrong: 'This is a shortcoming. It is also named in the', statement: 'accessibility statement',
    meanwhile: 'Until then', meanwhileList: () => ['All pages and applications are text. You need neither sound nor a telephone.', 'You can write to the administration.', 'For talks at the office you can ask for sign language interpreting. Ask beforehand how that works and who pays.'],
    ask: 'Where you can ask', email: 'E-mail', address: 'Address', easy: 'The introduction is also available in', easyLink: 'easy language',
  },
});

/** Says honestly that there is no video, and what works instead. */
export function signLanguageView(model: LegalModel, options: LegalOptions): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const at = (page: string) => (model.slug === undefined ? urlFor.public(page) : urlFor.place(model.slug, page));
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${paragraph(html`${t.wrong} ${link({ label: t.statement, href: at('accessibility') })}.`)}${heading(t.meanwhile, 2)}${list(t.meanwhileList())}${
      paragraph(html`${t.easy} ${link({ label: t.easyLink, href: at('easy-language') })}.`)}${section(html`${heading(t.ask, 2)}${contactFacts(model, [{ name: t.email, field: 'email' }, { name: t.address, field: 'address' }], options)}`)}`,
  };
}
