import type { Amendment } from './amendment.ts';
import type { Contract } from './contract.ts';

/** What the audit log keeps of an amendment, as the facts of an entry. */
export function amendmentFacts(contract: Pick<Contract, 'number'>, { effectiveOn, number, price }: Amendment): { readonly facts: Record<string, string | number> } {
  return { facts: { number: contract.number, amendment: number, effectiveOn, ...(price === null ? {} : { centsPerYear: price.centsPerYear, beforeCentsPerYear: price.beforeCentsPerYear, basis: price.basis }) } };
}
