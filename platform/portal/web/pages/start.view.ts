import { cardGrid, figures, heading, html, lead, linkButton, paragraph, searchForm, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { LiveFigure } from '../../actions/live-figures.ts';
import { showNumber } from '../show-number.ts';

const texts = translations({
  de: {
    title: 'Ihre Verwaltung online, an einem Ort',
    lead: 'Allmende ist die gemeinsame digitale Plattform von Städten, Gemeinden und Landkreisen. Sie gehört allen, die mitmachen, und niemandem allein.',
    find: 'Wo wohnen Sie?', findHint: 'Name des Ortes oder Postleitzahl, zum Beispiel Heilbronn oder 74072', findButton: 'Ort finden',
    figures: 'Allmende heute',
    forWhom: 'Für wen ist Allmende?',
    citizens: 'Für alle, die hier wohnen', citizensText: 'Sie finden Ihren Ort, stellen einen Antrag am Telefon oder am Computer und sehen, wie weit er ist. Sie müssen nicht wissen, welche Behörde zuständig ist.',
    authorities: 'Für Verwaltungen', authoritiesText: 'Ihre Verwaltung findet geprüfte Lösungen, bestellt sie ohne eigene Ausschreibung und nutzt sie am selben Tag. Was eine Gemeinde beschrieben hat, übernimmt die nächste.',
    everyone: 'Für die Öffentlichkeit', everyoneText: 'Im Katalog sehen Sie, welche Software die Verwaltungen benutzen, was sie kostet und unter welcher Lizenz sie steht. Allmende selbst ist freie Software.',
    store: 'Lösungen ansehen', join: 'Mitglied werden', how: 'So kommt eine Verwaltung dazu',
    joinText: 'Jede Stadt, jede Gemeinde, jeder Gemeindeverband und jeder Landkreis kann die Mitgliedschaft beantragen. Nach der Aufnahme steht der eigene Bereich sofort bereit.',
  },
  en: {
    title: 'Your administration online, in one place',
    lead: 'Allmende is the shared digital platform of German towns, municipalities and districts. It belongs to all who take part and to none of them alone.',
    find: 'Where do you live?', findHint: 'Name of the place or postcode, for example Heilbronn or 74072', findButton: 'Find place',
    figures: 'Allmende today',
    forWhom: 'Who is Allmende for?',
    citizens: 'For everybody who lives here', citizensText: 'Find your place, apply on a phone or computer and see how far your application is. You need not know which authority is responsible.',
    authorities: 'For administrations', authoritiesText: 'Your administration finds vetted solutions, orders them without a tender of its own and uses them the same day. What one municipality has described, the next one takes over.',
    everyone: 'For the public', everyoneText: 'The catalogue shows which software administrations use, what it costs and under which licence it stands. Allmende itself is free software.',
    store: 'Browse solutions', join: 'Become a member', how: 'How an administration joins',
    joinText: 'Every town, municipality, association and district can apply for membership. Once admitted, its own space is there at once.',
  },
});

/** What Allmende is, and the way to one's own place. */
export function startView(model: { readonly figures: readonly LiveFigure[] }, options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  return {
    title: 'Allmende',
    main: html`${heading(t.title)}${lead(t.lead)}${searchForm({ action: urlFor.public('places'), label: t.find, hint: t.findHint, button: t.findButton, locale })}${
      model.figures.length === 0 ? '' : section(html`${heading(t.figures, 2)}${figures(model.figures.map((figure) => ({ label: figure.label[locale], value: showNumber(figure, locale) })))}`)
    }${section(html`${heading(t.forWhom, 2)}${cardGrid([
      { title: t.citizens, body: t.citizensText, level: 3 }, { title: t.authorities, body: t.authoritiesText, level: 3 }, { title: t.everyone, body: t.everyoneText, level: 3 },
    ])}${linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' })}`)}${section(html`${heading(t.how, 2)}${paragraph(t.joinText)}${linkButton({ label: t.join, href: urlFor.public('join'), look: 'secondary' })}`)}`,
  };
}
