import { createHash } from 'node:crypto';
import type { Cents } from '@allmende/money';
import { MOST_POINTS, type AwardCriteria } from './criterion.ts';

/** An offer as it is measured: points by criterion, 0 to 10. */
export type MeasuredOffer = { readonly offer: string; /** SHA-256 of the sealed offer; what the lot is drawn from. */ readonly digest: string; readonly price: Cents; readonly points: Readonly<Record<string, number>> };

/** Where an offer stands. Scores are hundredths of a percent of the whole: 10,000 is the most. */
export type ScoredOffer = { readonly offer: string; readonly rank: number; readonly total: number; readonly price: number; readonly byCriterion: Readonly<Record<string, number>>; /** What decided, if another had the same total. */ readonly tie: 'lower-price' | 'better-quality' | 'lot' | null };

/**
 * Scores and ranks offers by what was declared with the call; the same in whatever order they come. Parts are rounded to a hundredth of a percent, half up. Prices are 0 or more; an offer
 * without points for a criterion has none there.
 */
export function scoreOffers(criteria: AwardCriteria, offers: readonly MeasuredOffer[]): readonly ScoredOffer[] {
  const lowest = offers.reduce<number | undefined>((least, one) => (least === undefined || one.price < least ? one.price : least), undefined) ?? 0;
  const lots = drawLots(offers);
  const scored = offers.map((one) => {
    const byCriterion = Object.fromEntries(criteria.criteria.map(({ id, weight }) => [id, roundedQuotient(BigInt(weight) * 100n * BigInt(one.points[id] ?? 0), BigInt(MOST_POINTS))]));
    const quality = Object.values(byCriterion).reduce((sum, part) => sum + part, 0);
    const price = priceScore(criteria, one.price, lowest);
    return { offer: one.offer, cents: one.price as number, lot: lots.get(one.offer) ?? '', quality, price, byCriterion, total: price + quality };
  });
  type Scored = (typeof scored)[number];
  type Rule = readonly [NonNullable<ScoredOffer['tie']>, (one: Scored, other: Scored) => number];
  const lot: Rule = ['lot', (one, other) => (one.lot < other.lot ? -1 : one.lot > other.lot ? 1 : 0)];
  const declared: Record<AwardCriteria['tieRule'], readonly Rule[]> = { 'lower-price': [['lower-price', (one, other) => one.cents - other.cents], lot], 'better-quality': [['better-quality', (one, other) => other.quality - one.quality], lot], lot: [lot] };
  const before = declared[criteria.tieRule];
  const decided = (one: Scored, other: Scored) => before.find(([, compare]) => compare(one, other) !== 0);
  const order = scored.toSorted((one, other) => other.total - one.total || (decided(one, other)?.[1](one, other) ?? 0));
  return order.map((one, index) => {
    const neighbours = [order[index - 1], order[index + 1]].filter((other) => other !== undefined && other.total === one.total);
    const tie = neighbours.map((other) => decided(one, other as Scored)?.[0] ?? null).find((rule) => rule !== null) ?? null;
    return { offer: one.offer, rank: index + 1, total: one.total, price: one.price, byCriterion: one.byCriterion, tie };
  });
}

function priceScore({ priceWeight, priceFormula }: AwardCriteria, price: number, lowest: number): number {
  const full = BigInt(priceWeight) * 100n;
  if (price === lowest) return Number(full);
  if (lowest === 0) return 0;
  if (priceFormula === 'lowest-through-price') return roundedQuotient(full * BigInt(lowest), BigInt(price));
  return price >= 2 * lowest ? 0 : roundedQuotient(full * BigInt(2 * lowest - price), BigInt(lowest));
}

function roundedQuotient(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

// Nobody knew all digests before the deadline, and everybody can hash them again afterwards.
function drawLots(offers: readonly MeasuredOffer[]): ReadonlyMap<string, string> {
  const all = offers.map((one) => one.digest).toSorted().join('\n');
  return new Map(offers.map((one) => [one.offer, createHash('sha256').update(`${all}\n\n${one.digest}`).digest('hex')]));
}
