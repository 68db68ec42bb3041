import type { PlainDate } from '@allmende/time';
import type { Conformance } from '../domain/check-conformance.ts';
import type { FacetName, SolutionOrigin } from '../domain/facet.ts';
import type { SolutionListing } from '../domain/normalise-listing.ts';
import type { Problem } from '../domain/problem.ts';
import type { Failure, Provenance } from '../domain/solution.ts';

/** The catalogue's tables as they are read row by row. */
export type CatalogTables = {
  'catalog.solution': {
    slug: string; identity: string; name: string; origin: SolutionOrigin; source: string; content_hash: string; reader: number; listing: SolutionListing; normalised: Problem[]; conformant: boolean;
    conformance: Conformance; provenance: Provenance | null; first_listed_at: Date; changed_at: Date; last_good_read_at: Date; failure: Failure | null;
  };
  'catalog.edition': { number: number };
  'catalog.facet': { id: number; facet: FacetName; value: string };
  'catalog.word': { word: string };
  'catalog.offer': { id: string; solution: string; kind: 'first-party' | 'foreign'; app_id: string; plan: string; name: string; description: string; in_house: boolean; withdrawn_on: PlainDate | null };
  'catalog.offer_price': { offer: string; contribution_class: string; valid_from: PlainDate; cents_per_year: number; label: string | null; entered_by: string; entered_at: Date };
  'catalog.offer_rate': { offer: string; valid_from: PlainDate; flat_cents: number; cents_per_case: number; cents_per_user: number; minimum_cents: number; label: string | null; entered_by: string; entered_at: Date };
  'catalog.solution_use': { solution: string; authority: string; since: PlainDate; until: PlainDate | null; recorded_by: string };
};
