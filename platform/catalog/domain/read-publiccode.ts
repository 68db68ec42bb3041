import { checkConformance, type Conformance } from './check-conformance.ts';
import { normaliseListing, type SolutionListing } from './normalise-listing.ts';
import type { Problem } from './problem.ts';
import { readPubliccodeDocument } from './publiccode-document.ts';

/** Raised when the reader makes another entry out of the same file, so that files are read again. */
export const READER_VERSION = 1;

/** What reading a publiccode.yml file of any version gives. */
export type PubliccodeReading =
  | { kind: 'unparsable'; line: number; reason: string }
  | {
      kind: 'read';
      /** The strict verdict on the file as it stands. */
      conformance: Conformance;
      /** The entry for the store: everything that could be understood. */
      listing: SolutionListing;
      /** What had to be changed or left out for the entry. */
      normalised: readonly Problem[];
    };

/**
 * Reads a publiccode.yml file twice: strictly, for its publisher, and leniently, for the store. A wrong field never hides the entry.
 * `fallbackName` names the entry when the file does not.
 */
export function readPubliccode(content: string | Uint8Array, fallbackName: string): PubliccodeReading {
  const document = readPubliccodeDocument(content);
  if ('reason' in document) return { kind: 'unparsable', line: document.line, reason: document.reason };
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value)) {
    return { kind: 'unparsable', line: 1, reason: 'Die Datei enthält keine Schlüssel und Werte.' };
  }
  const { listing, normalised } = normaliseListing(document, fallbackName);
  return { kind: 'read', conformance: checkConformance(document), listing, normalised };
}
