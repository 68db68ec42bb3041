import { alert, badge, code, descriptionList, details, heading, html, link, list, paragraph, section, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { ReadEntry } from '../../actions/read-entry.ts';
import { actorOf, factName, factTexts, roomName, sentenceOf, shortId, subjectKindOf } from '../describe-entry.ts';
import type { AuditWords } from '../audit-words.ts';
import type { LogLinks } from '../log-area.ts';

const texts = translations({
  de: {
    log: 'Prüfprotokoll', when: 'Wann', who: 'Wer', room: 'Bereich', about: 'Worum', history: 'Alles zu diesem Gegenstand', id: 'Kennung des Eintrags', place: 'Platz im Protokoll', at: (place: string, size: string) => `${place} von ${size}`,
    waits: 'Dieser Eintrag wartet auf seinen Platz', waitsText: 'Das dauert weniger als eine Sekunde. Laden Sie die Seite dann neu.', facts: 'Angaben', noFacts: 'Dieser Eintrag hat keine weiteren Angaben.', ids: 'Kennungen und Prüfsummen in voller Länge', action: 'Handlung',
    commitments: 'Verborgene Angaben', commitmentsText: 'Diese persönlichen Angaben stehen nur als Prüfsumme im Protokoll. Wer den Wert kennt, kann ihn belegen, solange die Person nicht gelöscht ist.',
    proof: 'Nachweis', holds: 'Geprüft: Der Eintrag steht im Protokoll', breaks: 'Der Nachweis stimmt nicht', breaksText: 'Der Eintrag passt nicht zum Protokoll. Bitte wenden Sie sich an den Betrieb der Plattform.', root: 'Wurzel des Baums',
    proofText: 'Plätze zählen ab 0. Der Nachweis führt nach RFC 9162 von diesem Eintrag zur Wurzel des Baums. Er bleibt gültig, auch wenn die Person gelöscht wird.', json: 'Nachweis als JSON zum Kopieren', body: 'Der Eintrag, wie er gespeichert ist',
  },
  en: {
    log: 'Audit log', when: 'When', who: 'Who', room: 'Area', about: 'About', history: 'Everything about this subject', id: 'Id of the entry', place: 'Place in the log', at: (place: string, size: string) => `${place} of ${size}`,
    waits: 'This entry waits for its place', waitsText: 'That takes less than a second. Then load the page again.', facts: 'Facts', noFacts: 'This entry has no further facts.', ids: 'Ids and checksums in full', action: 'Act',
    commitments: 'Hidden facts', commitmentsText: 'These personal facts stand in the log as a checksum only. Who knows the value can prove it, as long as the person is not erased.',
    proof: 'Proof', holds: 'Checked: the entry stands in the log', breaks: 'The proof does not hold', breaksText: 'The entry does not fit the log. Please turn to the operators of the platform.', root: 'Root of the tree',
    proofText: 'Places count from 0. By RFC 9162 the proof leads from this entry to the root of the tree. It stays valid when the person is erased.', json: 'The proof as JSON to copy', body: 'The entry as it is stored',
  },
});

/** One entry with everything that is recorded and its proof. */
export function entryView(input: { readonly read: ReadEntry; readonly name: string | undefined; readonly words: AuditWords; readonly links: LogLinks; readonly locale: Locale }): View {
  const { read: { entry }, name, words, links, locale } = input;
  const t = texts(locale);
  const title = sentenceOf(entry, words, locale);
  const recorded = factTexts(entry, words, locale);
  const hidden = Object.keys(entry.commitments).map((key) => factName(entry, key, words, locale));
  const about = subjectKindOf(entry, words, locale);
  const ids = [{ name: about, id: entry.subject.id }, ...recorded.flatMap(({ name, id }) => (id === undefined ? [] : [{ name, id }])), { name: t.action, id: entry.action }, { name: t.id, id: entry.id }];
  const history = link({ label: t.history, href: withQuery(links.href(), { subject: `${entry.subject.kind}:${entry.subject.id}` }) });
  return {
    title,
    breadcrumbs: [{ label: t.log, href: links.href() }, { label: title }],
    main: html`${heading(title)}
      ${descriptionList([
        { name: t.when, value: formatInstant(new Date(entry.at), locale) },
        { name: t.who, value: actorOf(entry, name, words, locale) },
        { name: t.about, value: `${about} ${shortId(entry.subject.id)}` },
        { name: t.room, value: roomName(entry.action.split('/')[0] ?? '', words, locale) },
      ], locale)}
      ${paragraph(history)}
      ${section(html`${heading(t.facts, 2)}${recorded.length === 0 ? paragraph(t.noFacts) : descriptionList(recorded, locale)}${details({ summary: t.ids, body: descriptionList(ids.map(({ name, id }) => ({ name, value: code(id) })), locale) })}`)}
      ${hidden.length === 0 ? '' : section(html`${heading(t.commitments, 2)}${paragraph(t.commitmentsText)}${list(hidden)}`)}
      ${section(html`${heading(t.proof, 2)}${proofPart(input.read, locale)}`)}`,
  };
}

function proofPart({ proof }: ReadEntry, locale: Locale): Html {
  const t = texts(locale);
  if (proof === undefined) return alert({ kind: 'info', title: t.waits, body: t.waitsText });
  const { file } = proof;
  return html`${proof.holds ? badge(t.holds, 'success') : alert({ kind: 'danger', title: t.breaks, body: t.breaksText })}
    ${descriptionList([{ name: t.place, value: t.at(formatNumber(file.index, locale), formatNumber(file.size, locale)) }, { name: t.root, value: code(file.root) }], locale)}
    ${paragraph(t.proofText)}
    ${details({ summary: t.json, body: code(JSON.stringify(file)) })}${details({ summary: t.body, body: code(file.body) })}`;
}
