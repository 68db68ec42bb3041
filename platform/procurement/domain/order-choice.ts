import type { OfferVersion } from '@allmende/catalog';
import type { FrozenPrice } from './order-line.ts';

/** The vetting of an entry of the store on a day. */
export type FrozenVetting = {
  readonly level: number;
  /** The level in German words. */
  readonly words: string;
  readonly holdsUntil: string | null;
  /** The checks that were passed, each with the hash of its evidence. */
  readonly passed: readonly { readonly check: string; readonly recordedOn: string | null; readonly expiresOn: string | null; readonly sha256: string | null }[];
};

/** A statement on sustainability as it counted on a day. */
export type FrozenStatement = {
  readonly topic: string; readonly value: string; /** The statement in German words. */ readonly words: string; readonly statedOn: string; readonly lastDay: string; readonly author: string; readonly authorName: string | null; readonly confirmedOn: string | null;
  readonly source: string; readonly link: string | null; readonly sha256: string;
};

/** An offer of a solution in the version of the day, with its price for the authority. */
export type FrozenOffer = {
  readonly offer: string;
  readonly name: string;
  readonly ordered: boolean;
  /** SHA-256 over `version` as JSON without spaces, keys in this order. */
  readonly sha256: string;
  readonly version: OfferVersion;
  /** The price for the expected use; null where it was unknown. */
  readonly price: FrozenPrice | null;
};

/** A solution that the search found, that was compared or that was ordered. */
export type ChoiceCandidate = {
  readonly solution: string;
  readonly name: string;
  readonly foundBy: readonly ('search' | 'comparison' | 'order')[];
  readonly licence: string | null;
  readonly softwareVersion: string | null;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly changedAt: string;
  /** How many authorities used it through the platform. */
  readonly users: number;
  /** Null where it never went through the vetting of the platform. */
  readonly vetting: FrozenVetting | null;
  /** What was stated and had not expired; a topic that is missing was unknown. */
  readonly sustainability: readonly FrozenStatement[];
  readonly offers: readonly FrozenOffer[];
};

/** How the store was searched, and how much it had. */
export type FrozenSearch = {
  readonly words: string;
  /** Facets: categories of the store, any of which fits. */
  readonly categories: readonly string[];
  readonly language: string;
  readonly found: readonly { readonly by: 'category' | 'words'; readonly value: string; readonly total: number; readonly approximate: boolean }[];
  /** How many more solutions at most were found and are not among the candidates, because there are too many. */
  readonly leftOut: number;
};

/** Everything that justified the choice of an order. It is stored as text and never changes. */
export type OrderChoice = {
  readonly format: 'allmende-order-choice/1';
  readonly order: string;
  readonly frozenAt: string;
  readonly need: { readonly id: string; readonly title: string; readonly category: string; readonly casesPerYear: number | null };
  /** The neighbour's contract that the order takes over. */
  readonly takenOverFrom: string | null;
  readonly search: FrozenSearch;
  /** Solutions that somebody put side by side, as the officer says. */
  readonly compared: readonly string[];
  /** Why this offer, in the officer's words; may be empty. */
  readonly reason: string;
  readonly candidates: readonly ChoiceCandidate[];
};

/** A choice as it lies in the database: the very text, its hash and the choice read from it. */
export type StoredChoice = { readonly sha256: string; readonly text: string; readonly frozenAt: Date; readonly choice: OrderChoice };
