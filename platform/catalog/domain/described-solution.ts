import { facetsOf, type SolutionOrigin } from './facet.ts';
import type { PubliccodeReading } from './read-publiccode.ts';
import { searchTextOf } from './search-text.ts';

/** What follows for the store from a file that was read: how it is found, filtered and ordered among equals. */
export function describedSolution(reading: Extract<PubliccodeReading, { kind: 'read' }>, origin: SolutionOrigin) {
  const { listing, conformance, normalised } = reading;
  const isGerman = Object.keys(listing.descriptions).some((tag) => tag.split('-')[0] === 'de');
  return {
    origin, listing, conformance, normalised,
    standing: (origin === 'first-party' ? 4 : 0) + (isGerman ? 2 : 0) + (conformance.conformant ? 1 : 0),
    facets: facetsOf(listing, origin),
    text: searchTextOf(listing),
  };
}
