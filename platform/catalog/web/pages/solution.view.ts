import type { FieldProblem } from '@allmende/errors';
import type { View } from '@allmende/http';
import { alert, badge, descriptionList, details, errorSummary, formErrors, heading, html, lead, link, linkButton, list, paragraph, section, spokenByTag, table, type Html, type HtmlValue } from '@allmende/html';
import { formatNumber, saidIn, translations, type Locale } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { PriceSimulation } from '../../actions/simulate-price.ts';
import { facetValueName } from '../../domain/facet.ts';
import type { Offer } from '../../domain/offer.ts';
import { descriptionFor, type Solution } from '../../domain/solution.ts';
import type { CurrentStatement } from '../../domain/sustainability.ts';
import { plainParagraphs } from '../plain-paragraphs.ts';
import { quotePart } from '../quote-part.ts';
import { situationForm } from '../situation-form.ts';
import type { SituationQuery } from '../situation.ts';
import { sustainabilityPart } from '../sustainability-part.ts';

const texts = translations({
  de: {
    store: 'Store', features: 'Was die Software kann', about: 'Worum es geht', noDescription: 'Die Datei der Software beschreibt sie nicht.', otherLanguage: (name: string) => `Beschreibung auf ${name}`,
    price: 'Was es kostet', priceFor: (name: string) => `Preis für ${name}`, priceForNumber: (count: string) => `Preis bei ${count} Einwohnern`, simulate: 'Preis ausrechnen', simulateText: 'Für jede Verwaltung und jede Menge, auch bevor Sie etwas bestellen.', compare: 'Mit anderen Lösungen vergleichen', choose: 'Welche Verwaltung meinen Sie?',
    noneFound: 'Diese Verwaltung kennt das Verzeichnis nicht. Prüfen Sie die Schreibweise.', plan: 'Angebot', amount: 'Preis', contributionClass: 'Beitragsklasse',
    noClass: 'Für diese Verwaltung ist noch keine Beitragsklasse bekannt.', notOffered: 'Hier noch nicht bestellbar', notOfferedText: 'Über Allmende kann man diese Software noch nicht bestellen. Unter „Quelltext“ finden Sie das Projekt.',
    order: (name: string) => `Für ${name} bestellen`, inHouse: 'Mitglieder bestellen ohne eigene Ausschreibung, wenn die Nachweise dafür vorliegen (§ 108 GWB).',
    users: 'Wer nutzt es?', usersHere: 'Über Allmende', since: (day: string) => `seit ${day}`, usersNamed: 'Das Projekt nennt selbst', nobody: 'Noch niemand über Allmende.', takeOver: 'Ansehen und übernehmen',
    facts: 'Auf einen Blick', licence: 'Lizenz', status: 'Stand', type: 'Art', platforms: 'Läuft auf', categories: 'Wofür', languages: 'Sprachen', version: 'Fassung', released: 'Veröffentlicht', owner: 'Rechte am Code', depends: 'Braucht', optional: 'wahlweise', supports: 'Hält sich an', docs: 'Anleitung', website: 'Website',
    origin: 'Woher diese Angaben stammen', repository: 'Quelltext', commit: 'Gelesener Stand', readOn: 'Gelesen am', source: 'Datei', lastRead: 'Zuletzt gelesen', conformance: 'Prüfung nach publiccode.yml', export: 'Diesen Eintrag als publiccode.yml herunterladen',
    conformant: 'Die Datei entspricht dem Standard.', deviating: (count: number) => (count === 1 ? 'Die Datei weicht an 1 Stelle vom Standard ab. Der Eintrag ist davon nicht betroffen.' : `Die Datei weicht an ${count} Stellen vom Standard ab. Der Eintrag ist davon nicht betroffen.`),
    problems: 'Abweichungen', line: 'Zeile', place: 'Stelle', message: 'Was zu tun ist', normalised: 'Beim Lesen angepasst', failure: 'Die neueste Datei ist nicht lesbar', failureText: (line: number) => `Sie sehen den letzten guten Stand. Der Fehler steht in Zeile ${line}.`, none: 'Keine.',
  },
  en: {
    store: 'Store', features: 'What it does', about: 'About', noDescription: 'The file of this software does not describe it.', otherLanguage: (name: string) => `Description in ${name}`,
    price: 'What it costs', priceFor: (name: string) => `Price for ${name}`, priceForNumber: (count: string) => `Price for ${count} inhabitants`, simulate: 'Work the price out', simulateText: 'For any authority and any quantity, also before you order.', compare: 'Compare with other solutions', choose: 'Which authority do you mean?',
    noneFound: 'The register does not know this authority. Check the spelling.', plan: 'Offer', amount: 'Price', contributionClass: 'Contribution class',
    noClass: 'No contribution class is known for this authority yet.', notOffered: 'Cannot be ordered here yet', notOfferedText: 'This software cannot be ordered through Allmende yet. You find the project under “Source code”.',
    order: (name: string) => `Order for ${name}`, inHouse: 'Members order without a tender of their own when the proof for it is there (§ 108 GWB).',
    users: 'Who uses it?', usersHere: 'Through Allmende', since: (day: string) => `since ${day}`, usersNamed: 'The project itself names', nobody: 'Nobody through Allmende yet.', takeOver: 'Look and take over',
    facts: 'At a glance', licence: 'Licence', status: 'Status', type: 'Kind', platforms: 'Runs on', categories: 'Purpose', languages: 'Languages', version: 'Version', released: 'Released', owner: 'Copyright', depends: 'Needs', optional: 'optional', supports: 'Complies with', docs: 'Documentation', website: 'Website',
    origin: 'Where these facts come from', repository: 'Source code', commit: 'State read', readOn: 'Read on', source: 'File', lastRead: 'Last read', conformance: 'Check against publiccode.yml', export: 'Download this entry as publiccode.yml',
    conformant: 'The file conforms to the standard.', deviating: (count: number) => (count === 1 ? 'The file deviates from the standard in 1 place. The entry is not affected.' : `The file deviates from the standard in ${count} places. The entry is not affected.`),
    problems: 'Deviations', line: 'Line', place: 'Place', message: 'What to do (in German)', normalised: 'Adjusted on reading', failure: 'The newest file cannot be read', failureText: (line: number) => `You see the last good state. The fault is in line ${line}.`, none: 'None.',
  },
});

type Named = { slug: string; name: string };
type Model = {
  solution: Solution; offers: readonly Offer[]; own: readonly Named[]; candidates: readonly Named[]; who: string | undefined; price: PriceSimulation | undefined; typed: SituationQuery; problems: readonly FieldProblem[]; vetting: Html | undefined; sustainability: readonly CurrentStatement[]; users: readonly (Named & { since: PlainDate })[];
};
type Words = ReturnType<typeof texts>;

/** One solution: plain words first, then price, users and facts, and where all that comes from. */
export function solutionView(model: Model, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const { solution } = model;
  const { listing } = solution;
  const told = descriptionFor(listing.descriptions, locale);
  return {
    title: listing.name, hasErrors: model.problems.length > 0,
    breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.store, href: urlFor.public('store') }, { label: listing.name }],
    main: html`${errorSummary({ errors: formErrors(model.problems, locale).all, locale })}${heading(listing.name)}${solution.failure === null ? '' : alert({ kind: 'warning', title: t.failure, body: t.failureText(solution.failure.line) })}${
      told === undefined ? paragraph(t.noDescription) : spokenByTag(lead(told.description.shortDescription), told.language, locale, 'div')
    }<p>${badge(facetValueName('origin', solution.origin, locale), solution.origin === 'first-party' ? 'info' : 'neutral')} ${listing.developmentStatus === null ? '' : badge(facetValueName('status', listing.developmentStatus, locale))} ${
      listing.licence === null ? '' : badge(listing.licence.expression)
    }</p>${told === undefined ? '' : spokenByTag(html`${section(html`${heading(t.about, 2)}${plainParagraphs(told.description.longDescription).map((text) => paragraph(text))}`)}${
      told.description.features.length === 0 ? '' : section(html`${heading(t.features, 2)}${list(told.description.features)}`)
    }`, told.language, locale, 'div')}${model.vetting ?? ''}${section(html`${heading(t.price, 2)}${prices(model, t, locale, urlFor)}`)}${section(html`${heading(t.users, 2)}${users(model, t, locale, urlFor)}`)}${sustainabilityPart(model.sustainability, locale)}${section(html`${heading(t.facts, 2)}${facts(solution, t, locale)}`)}${section(
      html`${heading(t.origin, 2)}${provenance(solution, t, locale)}${paragraph(link({ label: t.export, href: urlFor.public('store', solution.slug, 'publiccode.yml') }))}`,
    )}`,
  };
}

function prices(model: Model, t: Words, locale: Locale, urlFor: UrlFor): Html {
  const { solution, offers, own, candidates, who, price, typed, problems } = model;
  const here = urlFor.public('store', solution.slug);
  const compare = paragraph(link({ label: t.compare, href: withQuery(urlFor.public('store', 'compare'), { solution: solution.slug }) }));
  if (offers.length === 0) return html`${alert({ kind: 'info', title: t.notOffered, body: t.notOfferedText })}${compare}`;
  const { inhabitants, cases, users: people } = typed;
  const choice = who !== undefined && price === undefined
    ? candidates.length === 0 ? paragraph(t.noneFound) : html`${paragraph(t.choose)}${list(candidates.map(({ slug, name }) => link({ label: name, href: withQuery(here, { authority: slug, inhabitants, cases, users: people }) })))}` : '';
  const title = price === undefined ? '' : price.authority === undefined ? t.priceForNumber(formatNumber(price.inhabitants ?? 0, locale)) : t.priceFor(price.authority.name);
  const shown = price === undefined ? '' : html`${heading(title, 3)}${price.contributionClass === undefined ? paragraph(t.noClass) : ''}${table({
    caption: title, captionHidden: true, empty: t.none, rows: price.offers,
    columns: [
      { label: t.plan, cell: ({ offer }) => html`<strong>${offer.name}</strong><br>${offer.description}` },
      { label: t.amount, cell: ({ quote }) => quotePart(quote, locale) },
      { label: t.contributionClass, cell: () => price.contributionClass === undefined ? '–' : html`${price.contributionClass.name}${price.contributionClass.label === null ? '' : html` ${badge(price.contributionClass.label, 'warning', { small: true })}`}` },
    ],
  })}`;
  const order = own.slice(0, 3).map(({ slug, name }, at) => linkButton({ label: t.order(name), href: withQuery(urlFor.office(slug, 'orders', 'new'), { offer: offers[0]?.id }), look: at === 0 ? 'primary' : 'secondary' }));
  const asks = { cases: offers.some(({ rates }) => rates.some((one) => one.centsPerCase > 0)), users: offers.some(({ rates }) => rates.some((one) => one.centsPerUser > 0)) };
  return html`${shown}${choice}${heading(t.simulate, 3)}${paragraph(t.simulateText)}${situationForm({ action: here, typed: { ...typed, who }, asks }, formErrors(problems, locale), locale)}${offers.some(({ inHouse }) => inHouse) ? paragraph(t.inHouse, 'small') : ''}${
    order.length === 0 ? '' : html`<div class="kern-btn-wrapper a-buttons">${order}</div>`
  }${compare}`;
}

function users({ users: here, solution, own }: Model, t: Words, locale: Locale, urlFor: UrlFor): Html {
  const named = solution.listing.usedBy;
  const [mine] = own;
  const takeOver = ({ slug, name }: Named) => (mine === undefined || own.some((one) => one.slug === slug) ? '' : html` – ${link({ label: t.takeOver, about: name, href: urlFor.office(mine.slug, 'orders', 'take-over', slug) })}`);
  return html`${heading(t.usersHere, 3)}${here.length === 0 ? paragraph(t.nobody) : list(here.map((user) => html`${user.name}, ${t.since(formatDate(user.since, locale))}${takeOver(user)}`))}${named.length === 0 ? '' : html`${heading(t.usersNamed, 3)}${list(named.slice(0, 100))}`}`;
}

function facts({ listing }: Solution, t: Words, locale: Locale): Html {
  const told = descriptionFor(listing.descriptions, locale);
  const dependencies = [...listing.dependsOn.open, ...listing.dependsOn.proprietary, ...listing.dependsOn.hardware];
  const words = (values: readonly string[]): string => values.join(', ');
  return descriptionList([
    { name: t.categories, value: words(listing.categories.map((one) => facetValueName('category', one, locale))) },
    { name: t.licence, value: listing.licence?.expression },
    { name: t.status, value: listing.developmentStatus === null ? undefined : facetValueName('status', listing.developmentStatus, locale) },
    { name: t.type, value: listing.softwareType === null ? undefined : facetValueName('type', listing.softwareType, locale) },
    { name: t.platforms, value: words(listing.platforms.map((one) => facetValueName('platform', one, locale))) },
    { name: t.languages, value: words([...new Set(listing.localisation.languages.map((one) => facetValueName('language', one.split('-')[0] ?? one, locale)))]) },
    { name: t.version, value: listing.softwareVersion },
    { name: t.released, value: listing.releaseDate === null ? undefined : formatDate(listing.releaseDate as PlainDate, locale) },
    { name: t.owner, value: listing.copyrightOwner },
    ...(dependencies.length === 0 ? [] : [{ name: t.depends, value: words(dependencies.map((one) => [one.name, one.version ?? (one.versionMin === null ? '' : `≥ ${one.versionMin}`), one.optional ? `(${t.optional})` : ''].filter((part) => part !== '').join(' '))) }]),
    ...(listing.supports.length === 0 ? [] : [{ name: t.supports, value: list(listing.supports.map(outside)) }]),
    ...(listing.landingUrl === null ? [] : [{ name: t.website, value: outside(listing.landingUrl) }]),
    ...(told?.description.documentation == null ? [] : [{ name: t.docs, value: outside(told.description.documentation) }]),
  ], locale);
}

function provenance({ listing, conformance, normalised, provenance: origin, source, lastGoodReadAt }: Solution, t: Words, locale: Locale): Html {
  const errors = conformance.problems.filter(({ severity }) => severity === 'error');
  const problems = (rows: typeof normalised): Html => table({
    caption: t.problems, captionHidden: true, empty: t.none, rows: rows.slice(0, 100),
    columns: [{ label: t.line, cell: ({ line }) => line, numeric: true }, { label: t.place, cell: ({ pointer }) => pointer, rowHeader: true }, { label: t.message, cell: ({ message }) => saidIn(locale, message) }],
  });
  return html`${descriptionList([
    { name: t.repository, value: listing.repository === null ? undefined : outside(listing.repository) },
    ...(origin === null ? [] : [{ name: t.commit, value: html`<code>${origin.commit}</code>` }, { name: t.readOn, value: origin.readOn === null ? undefined : formatDate(origin.readOn as PlainDate, locale) }]),
    { name: t.source, value: source }, { name: t.lastRead, value: formatInstant(lastGoodReadAt, locale) },
    { name: t.conformance, value: errors.length === 0 ? t.conformant : t.deviating(errors.length) },
  ], locale)}${conformance.problems.length === 0 ? '' : details({ summary: t.problems, body: problems(conformance.problems) })}${normalised.length === 0 ? '' : details({ summary: t.normalised, body: problems(normalised) })}`;
}

// Only web addresses become links; `git://…` and URNs are shown as text.
const outside = (address: string): HtmlValue => (/^https?:\/\//i.test(address) ? link({ label: address, href: address }) : address);
