import type { Quote, Usage } from '@allmende/catalog';
import type { FrozenPrice } from './order-line.ts';

/** A known price as an order freezes it: with its parts where it is charged by use. */
export function frozenPrice(quote: Extract<Quote, { known: true }>, contributionClass: string | undefined, usage: Usage): FrozenPrice {
  const isByUse = quote.parts.some(({ kind }) => kind !== 'class');
  return { centsPerYear: quote.centsPerYear, contributionClass: contributionClass ?? '', validFrom: quote.validFrom, label: quote.label, ...(isByUse ? { parts: quote.parts, usage } : {}) };
}
