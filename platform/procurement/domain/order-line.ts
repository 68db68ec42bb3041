import type { QuotePart, Usage } from '@allmende/catalog';
import type { Cents } from '@allmende/money';
import type { Parameters } from '@allmende/operations';
import { NotOrderable } from './errors.ts';

export type { Parameters };

/** The price of a line, as it stood in the offer on the day it was frozen. */
export type FrozenPrice = { readonly centsPerYear: Cents; readonly contributionClass: string; readonly validFrom: string; readonly label: string | null; /** How it comes about, for prices by use. */ readonly parts?: readonly QuotePart[]; readonly usage?: Usage };

/** What was ordered, frozen with the version of the offer: later changes of the store do not reach it. */
export type OrderLine = {
  readonly position: number;
  readonly offer: string;
  readonly solution: string;
  readonly app: string;
  readonly plan: string;
  readonly name: string;
  readonly description: string;
  /** Apps of our own run in the platform; for others operations chooses the place. */
  readonly runtime: 'built-in' | 'unplaced';
  readonly inHouse: boolean;
  /** The app runs once per authority. */
  readonly alone?: boolean;
  readonly price: FrozenPrice;
  readonly parameters: Parameters;
  /** The parameters in German words, as they read when the line was made; lines from before that have none. */
  readonly scope?: string;
  /** The entry of the store as it stood. */
  readonly listing: FrozenListing;
};

/** What the store said of the solution. */
export type FrozenListing = {
  readonly name: string; readonly shortDescription: string; readonly licence: string | null; readonly softwareVersion: string | null; readonly repository: string | null; readonly commit: string | null; readonly changedAt: string;
};

/** Refuses two lines of the same app: an app runs once per contract. */
export function requireNewApp(lines: readonly Pick<OrderLine, 'app' | 'name'>[], app: string): void {
  const there = lines.find((line) => line.app === app);
  if (there !== undefined) throw new NotOrderable(`„${there.name}“ steht schon in dieser Bestellung.`);
}
