import type { Value } from './rules/value.ts';
import { fitsField } from './fits-field.ts';
import type { ServicePackage } from './service-package.ts';

type Given = Readonly<Record<string, Value>>;

/** Where an answer comes from that nobody typed. `id`: proven by an identity document, cannot be changed. `account`: known from the person's account, can be changed. */
export type Origin = { readonly from: 'id' | 'account'; readonly attribute: string };

export type Origins = Readonly<Record<string, Origin>>;

/** The source in `prefill.yaml` that stands for a proof of identity, whichever way it was given. */
export const IDENTITY = 'identity';

/** Attributes of a person that the package wants in its form, by name, with the field each becomes. Those of rows are never filled in. */
export function identityFields({ prefill, flow }: Pick<ServicePackage, 'prefill' | 'flow'>): ReadonlyMap<string, string> {
  const source = prefill?.sources.find(({ id }) => id === IDENTITY);
  return new Map(Object.entries(source?.attributes ?? {}).filter(([, field]) => !(flow.groups ?? []).some(({ id }) => field.startsWith(`${id}.`)) && !flow.declaration.includes(field)));
}

/** The answers that a person's attributes give, each with where it comes from. What does not fit its field is left to the person. */
export function prefilled(servicePackage: ServicePackage, attributes: Readonly<Partial<Record<string, { readonly value: string; readonly level: string }>>>): { readonly answers: Given; readonly origins: Origins } {
  const answers: Record<string, Value> = {};
  const origins: Record<string, Origin> = {};
  for (const [attribute, id] of identityFields(servicePackage)) {
    const given = attributes[attribute];
    const field = servicePackage.fields.find((each) => each.id === id);
    if (!given || !field || !fitsField(field, given.value)) continue;
    answers[id] = given.value;
    origins[id] = { from: given.level === 'high' ? 'id' : 'account', attribute };
  }
  return { answers, origins };
}

/** The origins that still hold when answers were given anew: what a person changed is theirs. */
export function keptOrigins(origins: Origins | undefined, before: Given, after: Given): Origins | undefined {
  if (!origins) return undefined;
  return Object.fromEntries(Object.entries(origins).filter(([field]) => before[field] === after[field]));
}
