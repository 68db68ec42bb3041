import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { Competition } from './competition.ts';
import { MOST_POINTS } from './criterion.ts';
import type { Offer, OpenedOffer } from './offer.ts';
import { scoreOffers, type ScoredOffer } from './score-offers.ts';

/** What somebody says about one offer: points with a reason for each criterion, or why it is excluded. */
export type Judgement = { readonly offer: string; readonly points: Readonly<Record<string, number>>; readonly reasons: Readonly<Record<string, string>>; readonly excludedBecause: string | null };

/** The whole evaluation, as it lies sealed. */
export type Evaluation = { readonly judgements: readonly Judgement[]; readonly ranking: readonly ScoredOffer[] };

/** Checks judgements about all opened offers and ranks those that count; throws InvalidInput with a problem at each field, `/<offer>.<criterion>.points` and so on. */
export function evaluateOffers({ award }: Pick<Competition['content'], 'award'>, opened: readonly (OpenedOffer & Pick<Offer, 'digest'>)[], judgements: readonly Judgement[]): Evaluation {
  const problems: FieldProblem[] = [];
  const said = opened.map((offer): Judgement => {
    const one = judgements.find((judgement) => judgement.offer === offer.offer) ?? { offer: offer.offer, points: {}, reasons: {}, excludedBecause: null };
    const excluded = one.excludedBecause?.trim() ?? '';
    if (excluded.length > 2000) problems.push({ pointer: `/${offer.offer}.excluded`, code: 'length', message: 'Bitte begründen Sie den Ausschluss in höchstens 2.000 Zeichen.' });
    if (excluded !== '') return { ...one, excludedBecause: excluded };
    if (offer.price === null) problems.push({ pointer: `/${offer.offer}.excluded`, code: 'required', message: 'Dieses Angebot hat keinen lesbaren Preis. Bitte begründen Sie, warum es ausgeschlossen wird.' });
    for (const { id } of award.criteria) {
      const points = one.points[id];
      if (points === undefined || !Number.isInteger(points) || points < 0 || points > MOST_POINTS) problems.push({ pointer: `/${offer.offer}.${id}.points`, code: 'range', message: `Bitte geben Sie ganze Punkte von 0 bis ${MOST_POINTS}.` });
      const reason = (one.reasons[id] ?? '').trim();
      if (reason.length < 3 || reason.length > 2000) problems.push({ pointer: `/${offer.offer}.${id}.reason`, code: 'length', message: 'Bitte begründen Sie die Punkte (3 bis 2.000 Zeichen).' });
    }
    return { ...one, excludedBecause: null };
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  const measured = said.flatMap((one) => {
    const offer = opened.find((other) => other.offer === one.offer);
    return one.excludedBecause !== null || offer === undefined || offer.price === null ? [] : [{ offer: offer.offer, digest: offer.digest, price: offer.price, points: one.points }];
  });
  return { judgements: said, ranking: scoreOffers(award, measured) };
}
