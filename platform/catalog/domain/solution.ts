import type { Conformance } from './check-conformance.ts';
import type { SolutionOrigin } from './facet.ts';
import type { SolutionListing } from './normalise-listing.ts';
import type { Problem } from './problem.ts';

/** Where an entry's facts were read, as the file beside it says. */
export type Provenance = { repository: string; commit: string; readOn: string | null };

/** Why the newest file of an entry could not be read. */
export type Failure = { line: number; reason: string; at: string };

/** An entry of the store with everything that is known of it. */
export type Solution = {
  slug: string;
  origin: SolutionOrigin;
  listing: SolutionListing;
  conformance: Conformance;
  /** What was changed or left out when the file was read. */
  normalised: readonly Problem[];
  provenance: Provenance | null;
  source: string;
  firstListedAt: Date;
  changedAt: Date;
  lastGoodReadAt: Date;
  /** Set when the newest file could not be read; the entry shows the last good state. */
  failure: Failure | null;
};

/** What a card of the store shows. */
export type SolutionCard = {
  slug: string;
  name: string;
  origin: SolutionOrigin;
  /** In the asked language, else in the first one there is; empty when the file describes nothing. */
  shortDescription: string;
  shortDescriptionLanguage: string | null;
  categories: readonly string[];
  licence: string | null;
  developmentStatus: string | null;
  /** How many authorities of the platform use it today. */
  users: number;
};

/** The text of an entry in the wished language, else in German, English, or whatever there is. */
export function descriptionFor<Description>(descriptions: Readonly<Record<string, Description>>, wished: string): { language: string; description: Description } | undefined {
  const tags = Object.keys(descriptions);
  const found = [wished, 'de', 'en'].map((language) => tags.find((tag) => tag === language) ?? tags.find((tag) => tag.split('-')[0] === language)).find((tag) => tag !== undefined) ?? tags[0];
  const description = found === undefined ? undefined : descriptions[found];
  return found === undefined || description === undefined ? undefined : { language: found, description };
}
