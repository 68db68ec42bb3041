import { InvalidInput } from '@allmende/errors';
import type { Cents } from '@allmende/money';
import { NotOrderable } from './errors.ts';

/** Parameters of an app as ordered: texts and lists of texts, such as `services: ['hundesteuer']`. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** The price of a line, as it stood in the offer on the day it was frozen. */
export type FrozenPrice = { readonly centsPerYear: Cents; readonly contributionClass: string; readonly validFrom: string; readonly label: string | null };

/** What was ordered, frozen with the version of the offer: later changes of the store do not reach it. */
export type OrderLine = {
  readonly position: number;
  readonly offer: string;
  readonly solution: string;
  readonly app: string;
  readonly plan: string;
  readonly name: string;
  readonly description: string;
  readonly runtime: 'built-in' | 'process';
  readonly inHouse: boolean;
  readonly price: FrozenPrice;
  readonly parameters: Parameters;
  /** The entry of the store as it stood. */
  readonly listing: FrozenListing;
};

/** What the store said of the solution. */
export type FrozenListing = {
  readonly name: string; readonly shortDescription: string; readonly licence: string | null; readonly softwareVersion: string | null; readonly repository: string | null; readonly commit: string | null; readonly changedAt: string;
};

/** Checks parameters: at most 20 names, each with at most 100 words of letters, digits, dots and hyphens. Throws InvalidInput. */
export function checkParameters(parameters: Parameters): Parameters {
  const entries = Object.entries(parameters);
  const isWord = (text: string) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u.test(text);
  const bad = entries.length > 20 || entries.some(([name, value]) => !/^[a-z][A-Za-z0-9]{0,39}$/u.test(name) || (typeof value === 'string' ? !isWord(value) : value.length > 100 || !value.every(isWord)));
  if (bad) throw new InvalidInput([{ pointer: '/parameters', code: 'shape', message: 'Bitte nennen Sie Leistungen mit ihrer Kennung, zum Beispiel „hundesteuer“.' }]);
  return parameters;
}

/** Refuses two lines of the same app: an app runs once per contract. */
export function requireNewApp(lines: readonly Pick<OrderLine, 'app' | 'name'>[], app: string): void {
  const there = lines.find((line) => line.app === app);
  if (there !== undefined) throw new NotOrderable(`„${there.name}“ steht schon in dieser Bestellung.`);
}
