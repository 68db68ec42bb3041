import { formatDate, type PlainDate } from '@allmende/time';
import { formatEuro } from '@allmende/money';
import type { Competition } from './competition.ts';
import { MOST_POINTS } from './criterion.ts';
import type { Evaluation } from './evaluation.ts';
import type { Offer, OpenedOffer } from './offer.ts';

/** What a bidder is told. */
export type Notice = { readonly kind: 'winner' | 'loser' | 'no-offer' | 'cancelled'; readonly subject: string; readonly text: string };

/** A score of hundredths of a percent as people read it: `82,50`. */
export function scoreText(score: number): string {
  return `${Math.floor(score / 100)},${String(score % 100).padStart(2, '0')}`;
}

/** Why one offer stands where it stands, line by line: for notices and for the record. */
export function reasonsFor({ award }: Competition['content'], evaluation: Evaluation, offer: string): readonly string[] {
  const judgement = evaluation.judgements.find((one) => one.offer === offer);
  if (judgement?.excludedBecause) return [`Das Angebot wurde ausgeschlossen: ${judgement.excludedBecause}`];
  const scored = evaluation.ranking.find((one) => one.offer === offer);
  if (!judgement || !scored) return [];
  const ties = { 'lower-price': 'Bei gleicher Gesamtwertung entschied der niedrigere Preis.', 'better-quality': 'Bei gleicher Gesamtwertung entschied die Wertung der übrigen Kriterien.', lot: 'Bei gleicher Gesamtwertung entschied das Los; es lässt sich aus den Prüfsummen der Angebote nachrechnen.' };
  return [
    `Gesamtwertung ${scoreText(scored.total)} von 100, Rang ${scored.rank} von ${evaluation.ranking.length}.`,
    `Preis (Gewicht ${award.priceWeight} %): ${scoreText(scored.price)}.`,
    ...award.criteria.map(({ id, title, weight }) => `${title} (Gewicht ${weight} %): ${judgement.points[id] ?? 0} von ${MOST_POINTS} Punkten, also ${scoreText(scored.byCriterion[id] ?? 0)}. ${(judgement.reasons[id] ?? '').trim()}`),
    ...(scored.tie === null ? [] : [ties[scored.tie]]),
  ];
}

/** The notices to everybody who was invited (§ 62 Abs. 1 VgV, § 134 Abs. 1 GWB), by bidder. */
export function awardNotices(
  competition: Pick<Competition, 'number' | 'content'>, evaluation: Evaluation, input: { readonly offers: readonly Offer[]; readonly opened: readonly OpenedOffer[]; readonly invited: readonly string[]; readonly winner: Offer; readonly awardFrom: PlainDate; readonly basis: string | null },
): ReadonlyMap<string, Notice> {
  const { content, number } = competition;
  const { winner, awardFrom } = input;
  const about = `Wettbewerb ${number} „${content.title}“ (${content.authorityName})`;
  const from = input.basis === null ? `Der Zuschlag kann ab dem ${formatDate(awardFrom)} erteilt werden.` : `Der Vertrag wird frühestens am ${formatDate(awardFrom)} geschlossen (${input.basis}).`;
  const advantages = reasonsFor(content, evaluation, winner.id)[0] ?? '';
  return new Map(input.invited.map((bidder): [string, Notice] => {
    if (bidder === winner.bidder) {
      const price = input.opened.find((one) => one.offer === winner.id)?.price;
      return [bidder, { kind: 'winner', subject: `${about}: Ihr Angebot soll den Zuschlag erhalten`, text: [`Ihr Angebot${price === undefined || price === null ? '' : ` über ${formatEuro(price)}`} ist das wirtschaftlichste. ${from}`, ...reasonsFor(content, evaluation, winner.id)].join('\n') }];
    }
    const own = input.offers.find((one) => one.bidder === bidder);
    if (own === undefined) return [bidder, { kind: 'no-offer', subject: `${about}: Entscheidung`, text: `Den Zuschlag soll ${winner.bidderName} erhalten. Von Ihnen lag kein Angebot vor. ${from}` }];
    return [bidder, {
      kind: 'loser', subject: `${about}: Ihr Angebot wird nicht berücksichtigt`,
      text: [`Den Zuschlag soll ${winner.bidderName} erhalten. ${from}`, 'So wurde Ihr Angebot gewertet:', ...reasonsFor(content, evaluation, own.id), 'Das Angebot, das den Zuschlag erhalten soll:', advantages].join('\n'),
    }];
  }));
}
