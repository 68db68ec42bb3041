import { badge, details, heading, html, link, list, paragraph, section, spoken, table, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { ChoiceCandidate, FrozenSearch, StoredChoice } from '../domain/order-choice.ts';
import type { Order } from '../domain/order.ts';
import { showPrice } from './show-price.ts';

const texts = translations({
  de: {
    title: 'So wurde ausgewählt', frozen: (at: string) => `Festgehalten bei der Einreichung am ${at}. Seitdem lässt es sich nicht mehr ändern.`, words: (words: string, total: string) => `Suche nach „${words}“: ${total}`, category: (name: string, total: string) => `Themengebiet ${name}: ${total}`,
    hits: (count: number) => (count === 1 ? '1 Lösung' : `${count.toLocaleString('de-DE')} Lösungen`), similar: 'nur Ähnliches', takenOver: 'Von einer anderen Verwaltung übernommen.', compared: (names: string) => `Nebeneinander gestellt: ${names}`, reason: 'Begründung der Auswahl', caption: 'Lösungen, die zur Wahl standen',
    solution: 'Lösung', price: 'Preis im Jahr', vetting: 'Prüfstufe', sustainability: 'Nachhaltigkeit', openness: 'Lizenz und Version', users: 'Genutzt von', authorities: (count: number) => (count === 0 ? 'noch niemand' : count === 1 ? '1 Verwaltung' : `${count.toLocaleString('de-DE')} Verwaltungen`), chosen: 'bestellt', sideBySide: 'verglichen',
    unknown: 'Keine Angabe', unconfirmed: 'nicht bestätigt', notOffered: 'nicht bestellbar', priceUnknown: 'Preis unbekannt', more: (count: number) => `${count} weitere Lösungen zeigen`, leftOut: (count: number) => `Bis zu ${count.toLocaleString('de-DE')} weitere Treffer sind nicht einzeln festgehalten.`, none: 'Keine Lösung.',
    proof: 'Nachweis', hash: 'Prüfsumme (SHA-256)', hashText: 'Sie steht auch im Prüfprotokoll und gehört zu dieser Datei, die zum Bündel des Vertrags gehört:', file: 'Auswahl als Datei (JSON)', earlier: (count: number, at: string) => `${count} Einträge, gesehen am ${at}`, earlierTitle: 'Was der Store zur Zeit der Einreichung zeigte',
  },
  en: {
    title: 'How it was chosen', frozen: (at) => `Recorded when the order was handed in on ${at}. It cannot be changed any more.`, words: (words, total) => `Search for “${words}”: ${total}`, category: (name, total) => `Category ${name}: ${total}`,
    hits: (count) => (count === 1 ? '1 solution' : `${count.toLocaleString('en-GB')} solutions`), similar: 'similar ones only', takenOver: 'Taken over from another authority.', compared: (names) => `Put side by side: ${names}`, reason: 'Reasons for the choice', caption: 'Solutions to choose from',
    solution: 'Solution', price: 'Price per year', vetting: 'Vetting', sustainability: 'Sustainability', openness: 'Licence and version', users: 'Used by', authorities: (count) => (count === 0 ? 'nobody yet' : count === 1 ? '1 authority' : `${count.toLocaleString('en-GB')} authorities`), chosen: 'ordered', sideBySide: 'compared',
    unknown: 'Not stated', unconfirmed: 'not confirmed', notOffered: 'cannot be ordered', priceUnknown: 'price unknown', more: (count) => `Show ${count} more solutions`, leftOut: (count) => `Up to ${count.toLocaleString('en-GB')} more hits are not recorded one by one.`, none: 'No solution.',
    proof: 'Proof', hash: 'Checksum (SHA-256)', hashText: 'It also stands in the audit log and is that of this file, which belongs to the bundle of the contract:', file: 'The choice as a file (JSON)', earlier: (count, at) => `${count} entries, seen on ${at}`, earlierTitle: 'What the store showed when the order was handed in',
  },
});

const SHOWN_AT_ONCE = 5;

/** How an order was chosen, in plain words: the search, what it found and what that cost, and the proof. `categoryName` puts a category of the store into words. */
export function choicePart({ choice, frozenAt, sha256 }: StoredChoice, { locale, fileHref, categoryName }: { readonly locale: Locale; readonly fileHref: string; readonly categoryName: (value: string) => string }): Html {
  const t = texts(locale);
  const { search, compared, reason, candidates } = choice;
  const names = new Map(candidates.map(({ solution, name }) => [solution, name]));
  const first = candidates.slice(0, Math.max(SHOWN_AT_ONCE, candidates.findLastIndex(({ foundBy }) => foundBy.some((by) => by !== 'search')) + 1));
  const rest = candidates.slice(first.length);
  return section(html`${heading(t.title, 2)}${paragraph(t.frozen(formatInstant(frozenAt, locale)))}${list([
    ...searchWords(search, locale, categoryName), ...(choice.takenOverFrom === null ? [] : [t.takenOver]), ...(compared.length === 0 ? [] : [t.compared(compared.map((slug) => names.get(slug) ?? slug).join(', '))]),
  ])}${reason === '' ? '' : html`${heading(t.reason, 3)}${reason.split('\n').filter((line) => line !== '').map((line) => paragraph(spoken(line, 'de', locale)))}`}${heading(t.caption, 3)}${candidatesTable(first, locale)}${
    rest.length === 0 ? '' : details({ summary: t.more(rest.length), body: candidatesTable(rest, locale) })}${search.leftOut === 0 ? '' : paragraph(t.leftOut(search.leftOut))}${details({
    summary: t.proof, body: html`${paragraph(html`${t.hash}: <code>${(sha256.match(/.{1,16}/gu) ?? []).map((group) => html`${group}<wbr>`)}</code>`)}${paragraph(html`${t.hashText} ${link({ label: t.file, href: fileHref })}`)}`,
  })}`);
}

/** The shorter list of an order from before its choice was frozen whole. */
export function earlierChoicePart(choice: NonNullable<Order['choice']>, locale: Locale): Html {
  const t = texts(locale);
  return details({ summary: t.earlierTitle, body: html`${paragraph(t.earlier(choice.entries.length, formatInstant(new Date(choice.seenAt), locale)))}${choice.entries.length === 0 ? '' : list(choice.entries.map((one) => `${one.name}${one.licence === null ? '' : ` (${one.licence})`}`))}` });
}

function searchWords({ found }: FrozenSearch, locale: Locale, categoryName: (value: string) => string): readonly string[] {
  const t = texts(locale);
  return found.map(({ by, value, total, approximate }) => {
    const hits = `${t.hits(total)}${approximate ? ` (${t.similar})` : ''}`;
    return by === 'words' ? t.words(value, hits) : t.category(categoryName(value), hits);
  });
}

function candidatesTable(candidates: readonly ChoiceCandidate[], locale: Locale): Html {
  const t = texts(locale);
  return table<ChoiceCandidate>({
    caption: t.caption, captionHidden: true, rows: candidates, empty: t.none,
    columns: [
      { label: t.solution, rowHeader: true, cell: ({ name, foundBy }) => html`${name}${foundBy.includes('order') ? html` ${badge(t.chosen, 'success', { small: true })}` : ''}${foundBy.includes('comparison') ? html` ${badge(t.sideBySide, 'info', { small: true })}` : ''}` },
      { label: t.price, cell: ({ offers }) => (offers.length === 0 ? t.notOffered : offers.length === 1 ? priceOf(offers[0], locale) : list(offers.map((one) => html`${one.name}: ${priceOf(one, locale)}`))) },
      { label: t.vetting, cell: ({ vetting }) => (vetting === null ? html`<span class="kern-body--muted">${t.unknown}</span>` : spoken(vetting.words, 'de', locale)) },
      { label: t.sustainability, cell: ({ sustainability }) => (sustainability.length === 0 ? html`<span class="kern-body--muted">${t.unknown}</span>` : list(sustainability.map(({ words, author, confirmedOn }) => html`${spoken(words, 'de', locale)}${author === 'supplier' && confirmedOn === null ? ` (${t.unconfirmed})` : ''}`))) },
      { label: t.openness, cell: ({ licence, softwareVersion }) => [licence, softwareVersion].filter((one) => one !== null).join(', ') || t.unknown },
      { label: t.users, cell: ({ users }) => t.authorities(users) },
    ],
  });
}

function priceOf(offer: ChoiceCandidate['offers'][number] | undefined, locale: Locale): Html {
  return offer?.price == null ? html`${texts(locale).priceUnknown}` : html`${showPrice(offer.price, locale)}`;
}
