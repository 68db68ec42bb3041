import type { FieldProblem } from '@allmende/errors';
import { errorSummary, formErrors, heading, html, lead, link, list, paragraph, searchForm, section, table, type Column, type Html, type HtmlValue } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import { formatDate, parsePlainDate } from '@allmende/time';
import type { ComparedSolution } from '../../actions/compare-solutions.ts';
import type { Situation } from '../../actions/simulate-price.ts';
import { MOST_COMPARED } from '../../domain/comparison.ts';
import { facetValueName } from '../../domain/facet.ts';
import type { SolutionCard } from '../../domain/solution.ts';
import { SUSTAINABILITY_TOPICS } from '../../domain/sustainability-topic.ts';
import { quotePart } from '../quote-part.ts';
import { situationForm } from '../situation-form.ts';
import type { SituationQuery } from '../situation.ts';
import { sustainabilityCell } from '../sustainability-part.ts';
import { TOPIC_NAMES } from '../../domain/sustainability-words.ts';

const texts = translations({
  de: {
    store: 'Store', title: 'Lösungen vergleichen', lead: 'Nebeneinander: Preis, Lieferung, Nachhaltigkeit, Zukunft, Prüfung und Offenheit. Was niemand eingetragen hat, steht als unbekannt da.', criterion: 'Merkmal', none: 'Noch nichts zum Vergleichen', remove: 'Herausnehmen',
    add: 'Welche Lösung dazu?', addHint: `Bis zu ${MOST_COMPARED} Lösungen nebeneinander`, search: 'Suchen', choose: 'Welche meinen Sie?', nothing: 'Dazu steht keine Lösung im Store.', price: 'Preis', delivery: 'Lieferung', sustainability: 'Nachhaltigkeit', notStated: 'Keine Angabe', future: 'Zukunft', vetting: 'Prüfstufe', open: 'Offenheit',
    notOffered: 'über Allmende nicht bestellbar', builtIn: 'läuft in der Plattform, gleich nach der Freigabe', operated: 'die Plattform betreibt die Anwendung', unknown: 'unbekannt', unknownFor: 'unbekannt: Bitte geben Sie an, für welche Verwaltung.', forWhom: 'Für wen und wie viel', whichAuthority: 'Welche Verwaltung meinen Sie?', noAuthority: 'Diese Verwaltung kennt das Verzeichnis nicht.',
    status: 'Stand', maintenance: 'Pflege', released: 'letzte Veröffentlichung', usedBy: (users: number) => (users === 0 ? 'noch niemand nutzt es über Allmende' : users === 1 ? '1 Verwaltung nutzt es über Allmende' : `${users.toLocaleString('de-DE')} Verwaltungen nutzen es über Allmende`), contract: (name: string) => `gepflegt von ${name}`, maintainedBy: (type: string) => ({ internal: 'durch die Herausgeber', contract: 'mit Vertrag', community: 'durch eine Gemeinschaft', none: 'niemand' })[type] ?? type,
    licence: 'Lizenz', source: 'Quelltext', isOpen: 'offen', noSource: 'nicht angegeben', proprietary: 'braucht nicht freie Teile', conforms: 'Beschreibung entspricht publiccode.yml', deviates: 'Beschreibung weicht von publiccode.yml ab', priceFor: (name: string) => `Preise für ${name}`, priceForNumber: (count: string) => `Preise bei ${count} Einwohnern`,
  },
  en: {
    store: 'Store', title: 'Compare solutions', lead: 'Side by side: price, delivery, sustainability, future, vetting and openness. What nobody has entered is shown as unknown.', criterion: 'Criterion', none: 'Nothing to compare yet', remove: 'Take out',
    add: 'Which solution as well?', addHint: `Up to ${MOST_COMPARED} solutions side by side`, search: 'Search', choose: 'Which one do you mean?', nothing: 'The store has no such solution.', price: 'Price', delivery: 'Delivery', sustainability: 'Sustainability', notStated: 'Not stated', future: 'Future', vetting: 'Vetting', open: 'Openness',
    notOffered: 'cannot be ordered through Allmende', builtIn: 'runs in the platform, right after approval', operated: 'the platform operates the application', unknown: 'unknown', unknownFor: 'unknown: please state for which authority.', forWhom: 'For whom and how much', whichAuthority: 'Which authority do you mean?', noAuthority: 'The register does not know this authority.',
    status: 'Status', maintenance: 'Maintenance', released: 'last release', usedBy: (users: number) => (users === 0 ? 'nobody uses it through Allmende yet' : users === 1 ? 'used by 1 authority through Allmende' : `used by ${users.toLocaleString('en-GB')} authorities through Allmende`), contract: (name: string) => `maintained by ${name}`, maintainedBy: (type: string) => ({ internal: 'by its publishers', contract: 'under contract', community: 'by a community', none: 'nobody' })[type] ?? type,
    licence: 'Licence', source: 'Source code', isOpen: 'open', noSource: 'not stated', proprietary: 'needs parts that are not free', conforms: 'description conforms to publiccode.yml', deviates: 'description deviates from publiccode.yml', priceFor: (name: string) => `Prices for ${name}`, priceForNumber: (count: string) => `Prices for ${count} inhabitants`,
  },
});

type Model = {
  readonly compared: readonly ComparedSolution[]; readonly levels: ReadonlyMap<string, string | undefined>; readonly typed: SituationQuery; readonly add: string; readonly found: readonly SolutionCard[] | undefined; readonly candidates: readonly { readonly slug: string; readonly name: string }[];
  readonly situation: Situation; readonly problems: readonly FieldProblem[];
};
type Words = ReturnType<typeof texts>;
type Row = { readonly name: string; readonly cell: (one: ComparedSolution) => HtmlValue };

/** Solutions side by side, with the price for one situation. */
export function compareView(model: Model, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const { compared, typed } = model;
  const errors = formErrors(model.problems, locale);
  const here = urlFor.public('store', 'compare');
  const slugs = compared.map(({ solution }) => solution.slug);
  const kept = { who: typed.who, authority: typed.authority, inhabitants: typed.inhabitants, cases: typed.cases, users: typed.users };
  const address = (solutions: readonly string[]) => withQuery(here, { solution: solutions.join(','), ...kept });
  const rows: Row[] = [
    { name: t.price, cell: (one) => priceCell(one, t, locale) }, { name: t.delivery, cell: (one) => deliveryCell(one, t) }, ...sustainabilityRows(compared, t, locale), { name: t.future, cell: (one) => list(futureOf(one, t, locale)) }, { name: t.vetting, cell: ({ solution }) => model.levels.get(solution.slug) ?? t.unknown },
    { name: t.open, cell: (one) => list(opennessOf(one, t)) }, { name: t.remove, cell: ({ solution }) => link({ label: t.remove, about: solution.listing.name, href: address(slugs.filter((slug) => slug !== solution.slug)) }) },
  ];
  const columns: Column<Row>[] = [{ label: t.criterion, cell: (row) => row.name, rowHeader: true }, ...compared.map((one) => ({ label: one.solution.listing.name, cell: (row: Row) => row.cell(one) }))];
  const asked = compared.flatMap(({ price }) => price ?? [])[0];
  const forWhom = asked === undefined ? '' : asked.authority !== undefined ? paragraph(t.priceFor(asked.authority.name)) : asked.inhabitants === null ? '' : paragraph(t.priceForNumber(formatNumber(asked.inhabitants, locale)));
  const choice = model.typed.who === undefined || model.situation.authority !== undefined ? ''
    : model.candidates.length === 0 ? paragraph(t.noAuthority) : html`${paragraph(t.whichAuthority)}${list(model.candidates.map((one) => link({ label: one.name, href: withQuery(here, { ...kept, solution: slugs.join(','), who: undefined, authority: one.slug }) })))}`;
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.store, href: urlFor.public('store') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${forWhom}${compared.length === 0 ? paragraph(t.none) : table({ caption: t.title, captionHidden: true, rows, columns, empty: t.none })}`)}${
      slugs.length >= MOST_COMPARED ? '' : section(html`${searchForm({ action: here, name: 'add', label: t.add, hint: t.addHint, value: model.add, button: t.search, locale, keep: keepOf({ solution: slugs.join(','), ...kept }) })}${
        model.found === undefined ? '' : model.found.length === 0 ? paragraph(t.nothing) : html`${paragraph(t.choose)}${list(model.found.map((one) => link({ label: one.name, href: address([...slugs, one.slug]) })))}`}`)
    }${section(html`${heading(t.forWhom, 2)}${choice}${situationForm({ action: here, typed, asks: { cases: true, users: true }, keep: [{ name: 'solution', value: slugs.join(',') }] }, errors, locale)}`)}`,
  };
}

function priceCell({ price }: ComparedSolution, t: Words, locale: Locale): Html {
  if (price === undefined || price.offers.length === 0) return html`${t.unknown}`;
  if (price.inhabitants === null && price.offers.every(({ quote }) => !quote.known && quote.missing === 'class')) return html`${t.unknownFor}`;
  return list(price.offers.map(({ offer, quote }) => html`${offer.name}: ${quotePart(quote, locale)}`));
}

function deliveryCell({ price }: ComparedSolution, t: Words): Html {
  const kinds = [...new Set((price?.offers ?? []).map(({ offer }) => offer.kind))];
  return kinds.length === 0 ? html`${t.notOffered}` : list(kinds.map((kind) => (kind === 'first-party' ? t.builtIn : t.operated)));
}

// One row a topic that is stated of at least one of them, so that what is unknown of the others stands beside it.
function sustainabilityRows(compared: readonly ComparedSolution[], t: Words, locale: Locale): readonly Row[] {
  const stated = SUSTAINABILITY_TOPICS.filter((topic) => compared.some(({ sustainability }) => sustainability.some((one) => one.topic === topic)));
  if (stated.length === 0) return [{ name: t.sustainability, cell: () => html`<span class="kern-body--muted">${t.notStated}</span>` }];
  return stated.map((topic) => ({ name: `${t.sustainability}: ${TOPIC_NAMES[topic][locale]}`, cell: ({ sustainability }) => sustainabilityCell(sustainability.find((one) => one.topic === topic), locale) }));
}

function futureOf({ solution: { listing }, users }: ComparedSolution, t: Words, locale: Locale): readonly string[] {
  const { type, contractors } = listing.maintenance;
  const released = listing.releaseDate === null ? undefined : parsePlainDate(listing.releaseDate);
  return [
    `${t.status}: ${listing.developmentStatus === null ? t.unknown : facetValueName('status', listing.developmentStatus, locale)}`, `${t.maintenance}: ${type === null ? t.unknown : t.maintainedBy(type)}`, ...contractors.slice(0, 3).map(({ name }) => t.contract(name)),
    `${t.released}: ${released === undefined ? t.unknown : formatDate(released, locale)}`, t.usedBy(users),
  ];
}

function opennessOf({ solution: { listing, conformance } }: ComparedSolution, t: Words): readonly string[] {
  return [
    `${t.licence}: ${listing.licence?.expression ?? t.unknown}`, `${t.source}: ${listing.repository === null ? t.noSource : t.isOpen}`, ...(listing.dependsOn.proprietary.length === 0 ? [] : [`${t.proprietary}: ${listing.dependsOn.proprietary.map(({ name }) => name).join(', ')}`]),
    conformance.problems.some(({ severity }) => severity === 'error') ? t.deviates : t.conforms,
  ];
}

function keepOf(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== ''));
}
