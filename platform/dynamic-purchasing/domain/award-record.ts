import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { formatEuro } from '@allmende/money';
import { berlinDate, formatDate, formatEnd, formatInstant } from '@allmende/time';
import type { Competition } from './competition.ts';
import { PRICE_FORMULAS, TIE_RULES } from './criterion.ts';
import type { Evaluation } from './evaluation.ts';
import { reasonsFor, scoreText } from './notice.ts';
import type { Offer, OpenedOffer } from './offer.ts';

/** Everything the record tells. Names of people are those that the log knows as accounts. */
export type AwardRecordInput = {
  readonly competition: Competition;
  readonly offers: readonly Offer[];
  readonly opened: readonly OpenedOffer[];
  readonly evaluation: Evaluation;
  readonly invited: readonly { readonly bidder: string; readonly name: string }[];
  readonly openedBy: readonly string[];
  readonly nameOf: (account: string) => string;
};

/** The record of award (§ 8 Abs. 2 VgV), as a document. */
export function awardRecord(input: AwardRecordInput): DocumentModel {
  const { competition, offers, evaluation, invited, nameOf } = input;
  const { content } = competition;
  const winner = offers.find((one) => one.id === competition.winner);
  const priceOf = (offer: string) => input.opened.find((one) => one.offer === offer)?.price ?? null;
  const at = (instant: Date | null) => (instant === null ? '–' : formatInstant(instant));
  const value = winner === undefined ? null : priceOf(winner.id);
  const without = invited.filter(({ bidder }) => !offers.some((one) => one.bidder === bidder));
  const heading = (text: string): DocumentBlock => ({ kind: 'heading', level: 2, text });
  return {
    kind: 'record', locale: 'de', title: `Vergabevermerk ${competition.number}`, date: berlinDate(competition.awardedAt ?? competition.createdAt), reference: competition.number, sender: { name: content.authorityName, addressLines: [] },
    blocks: [
      { kind: 'paragraph', text: 'Vermerk nach § 8 Abs. 2 VgV über einen Einzelauftrag in einem dynamischen Beschaffungssystem (§§ 22 bis 24 VgV).' },
      { kind: 'definitions', items: [
        { term: 'Öffentlicher Auftraggeber', description: content.authorityName }, { term: 'Beschaffungssystem', description: content.systemTitle }, { term: 'Kategorie', description: content.categoryName },
        { term: 'Gegenstand', description: content.title }, { term: 'Wert des Auftrags (netto)', description: value === null ? 'nicht bekannt' : formatEuro(value) },
        { term: 'EU-Schwellenwert', description: content.aboveThreshold ? 'erreicht (Angabe der Behörde)' : 'nicht erreicht (Angabe der Behörde)' },
      ] },
      heading('Leistung'), { kind: 'paragraph', text: content.description },
      heading('Ablauf'),
      { kind: 'definitions', items: [
        { term: 'Aufforderung abgesandt', description: at(competition.invitedAt) }, { term: 'Angebotsfrist', description: competition.deadline === null ? '–' : formatEnd(competition.deadline) }, { term: 'Angebote geöffnet', description: `${at(competition.openedAt)}, gemeinsam durch ${input.openedBy.join(', ')}` },
        { term: 'Gewertet', description: `${at(competition.evaluatedAt)}, ${competition.evaluatedBy === null ? '–' : nameOf(competition.evaluatedBy)}` }, { term: 'Entschieden und mitgeteilt', description: `${at(competition.announcedAt)}, ${competition.announcedBy === null ? '–' : nameOf(competition.announcedBy)}` },
        { term: 'Zuschlag frühestens', description: competition.awardFrom === null ? '–' : formatDate(competition.awardFrom) }, { term: 'Zuschlag erteilt', description: `${at(competition.awardedAt)}, ${competition.awardedBy === null ? '–' : nameOf(competition.awardedBy)}` },
      ] },
      heading('Zuschlagskriterien'),
      { kind: 'table', columns: ['Kriterium', 'Gewicht'], align: ['left', 'right'], rows: [['Preis', `${content.award.priceWeight} %`], ...content.award.criteria.map((one) => [one.title, `${one.weight} %`])] },
      { kind: 'paragraph', text: `Preis: ${PRICE_FORMULAS[content.award.priceFormula].de}. Bei Gleichstand: ${TIE_RULES[content.award.tieRule].de}.` },
      heading('Aufgeforderte Bewerber'), { kind: 'list', items: invited.map((one) => one.name) },
      heading('Angebote'),
      { kind: 'table', columns: ['Rang', 'Bieter', 'Preis', 'Wertung'], align: ['right', 'left', 'right', 'right'], rows: offers.map((one) => {
        const scored = evaluation.ranking.find((other) => other.offer === one.id);
        const price = priceOf(one.id);
        return [scored === undefined ? '–' : String(scored.rank), one.bidderName, price === null ? '–' : formatEuro(price), scored === undefined ? 'ausgeschlossen' : scoreText(scored.total)];
      }) },
      ...(without.length === 0 ? [] : [{ kind: 'paragraph' as const, text: `Kein Angebot abgegeben haben: ${without.map((one) => one.name).join(', ')}.` }]),
      heading('Gründe'),
      ...offers.flatMap((one): DocumentBlock[] => [{ kind: 'heading', level: 3, text: one.id === competition.winner ? `${one.bidderName} (Zuschlag)` : one.bidderName }, { kind: 'list', items: reasonsFor(content, evaluation, one.id) }]),
      heading('Nachweis der Versiegelung'),
      { kind: 'paragraph', text: `Jedes Angebot war bis zur Öffnung für ${content.officers.length} Personen verschlüsselt, von denen ${content.threshold} gemeinsam öffnen mussten. Prüfsummen (SHA-256) der versiegelten Angebote; dieselben stehen im Prüfprotokoll seit ihrem Eingang:` },
      { kind: 'table', columns: ['Bieter', 'Eingang', 'Prüfsumme'], rows: offers.map((one) => [one.bidderName, formatInstant(one.receivedAt), one.digest.replaceAll(/(.{8})(?=.)/gu, '$1 ')]) },
      { kind: 'paragraph', text: 'Angaben, die die Plattform nicht kennt und die bei Bedarf zu ergänzen sind: Anschrift des Auftraggebers, Anteile von Unterauftragnehmern, Interessenkonflikte und Abhilfen (§ 8 Abs. 2 Nr. 1, 5 und 10 VgV).' },
    ],
  };
}
