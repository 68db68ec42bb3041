import { InvalidInput, type FieldProblem } from '@allmende/errors';

/** What offers are measured by beside the price. */
export type Criterion = { readonly id: string; readonly title: string; /** Percent of the whole. */ readonly weight: number };

/** How price becomes points, declared with the call. */
export type PriceFormula =
  /** Lowest price through price. */
  | 'lowest-through-price'
  /** Full points for the lowest price, none from twice the lowest on, in between in a straight line. */
  | 'straight-to-double';

/** What decides between offers with the same points, declared with the call. A lot that anybody can draw again comes last in any case. */
export type TieRule = 'lower-price' | 'better-quality' | 'lot';

/** How offers are measured. Weights come to 100 with that of the price. */
export type AwardCriteria = { readonly priceWeight: number; readonly priceFormula: PriceFormula; readonly criteria: readonly Criterion[]; readonly tieRule: TieRule };

/** Points that can be given for a criterion. */
export const MOST_POINTS = 10;

export const PRICE_FORMULAS: Readonly<Record<PriceFormula, { readonly de: string; readonly en: string }>> = {
  'lowest-through-price': { de: 'Niedrigster Preis geteilt durch den Preis des Angebots, mal Gewicht', en: 'Lowest price divided by the price of the offer, times weight' },
  'straight-to-double': { de: 'Volles Gewicht für den niedrigsten Preis, null ab dem Doppelten, dazwischen linear', en: 'Full weight for the lowest price, none from twice the lowest, linear in between' },
};

export const TIE_RULES: Readonly<Record<TieRule, { readonly de: string; readonly en: string }>> = {
  'lower-price': { de: 'Der niedrigere Preis, danach das Los', en: 'The lower price, then a lot' },
  'better-quality': { de: 'Die höhere Wertung der übrigen Kriterien, danach das Los', en: 'The better score in the other criteria, then a lot' },
  lot: { de: 'Das Los', en: 'A lot' },
};

/** Checks criteria; throws InvalidInput. */
export function checkCriteria(input: { readonly priceWeight: number; readonly priceFormula: string; readonly tieRule: string; readonly criteria: readonly Omit<Criterion, 'id'>[] }): AwardCriteria {
  const problems: FieldProblem[] = [];
  const { priceFormula, tieRule } = input;
  const weights = [input.priceWeight, ...input.criteria.map((one) => one.weight)];
  if (!(priceFormula in PRICE_FORMULAS)) problems.push({ pointer: '/priceFormula', code: 'required', message: 'Bitte wählen Sie, wie der Preis zu Punkten wird.' });
  if (!(tieRule in TIE_RULES)) problems.push({ pointer: '/tieRule', code: 'required', message: 'Bitte wählen Sie, was bei Gleichstand entscheidet.' });
  if (input.criteria.length > 10) problems.push({ pointer: '/criteria', code: 'count', message: 'Mehr als 10 Kriterien sind nicht vorgesehen.' });
  input.criteria.forEach((one, index) => { if (one.title.trim().length < 3 || one.title.length > 150) problems.push({ pointer: `/criteria.${index}.title`, code: 'length', message: 'Bitte benennen Sie das Kriterium (3 bis 150 Zeichen).' }); });
  if (weights.some((one) => !Number.isInteger(one) || one < 1 || one > 100) || weights.reduce((sum, one) => sum + one, 0) !== 100) {
    problems.push({ pointer: '/priceWeight', code: 'sum', message: 'Die Gewichte sind ganze Prozente von 1 bis 100 und ergeben zusammen 100.' });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { priceWeight: input.priceWeight, priceFormula: priceFormula as PriceFormula, tieRule: tieRule as TieRule, criteria: input.criteria.map((one, index) => ({ id: `c${index + 1}`, title: one.title.trim(), weight: one.weight })) };
}
