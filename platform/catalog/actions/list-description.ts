import { createHash } from 'node:crypto';
import type { Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { describedSolution } from '../domain/described-solution.ts';
import { UnreadableDescription } from '../domain/errors.ts';
import { readPubliccode, READER_VERSION } from '../domain/read-publiccode.ts';
import { solutionIdentity, solutionSlug } from '../domain/solution-slug.ts';
import { hideSolution, listKnownSolutions, lockCatalog, settleCatalog, writeSolutions } from '../data/solution.ts';

type Act = { readonly actor: Actor; readonly at: Date };

/**
 * Puts the description of a vetted solution into the store, in the caller's transaction in the platform's tenant: in place of the entry of the same repository, or as a new one. Returns its slug. The caller
 * checks the permission. Throws UnreadableDescription.
 */
export async function listDescription(tx: TenantTx, act: Act, input: { readonly publiccode: Uint8Array; readonly source: string; readonly name: string }): Promise<string> {
  const reading = readPubliccode(input.publiccode, input.name);
  if (reading.kind === 'unparsable') throw new UnreadableDescription(reading.line, reading.reason);
  await lockCatalog(tx);
  const known = await listKnownSolutions(tx);
  const identity = solutionIdentity(reading.listing.repository) ?? `vetted:${input.source}`;
  const same = known.find((one) => one.identity === identity);
  const slug = same?.slug ?? solutionSlug(reading.listing.name, (word) => known.some((one) => one.slug === word));
  await writeSolutions(tx, [{
    ...describedSolution(reading, 'open-source'), slug, identity, contentHash: createHash('sha256').update(input.publiccode).digest('hex'), reader: READER_VERSION, source: input.source, provenance: null, changedAt: act.at, lastGoodReadAt: act.at,
  }]);
  await settleCatalog(tx);
  await record(tx, {
    actor: act.actor, action: 'catalog/solutions-imported', subject: { kind: 'catalog', id: 'solutions' }, at: act.at,
    facts: { added: same === undefined ? 1 : 0, changed: same === undefined ? 0 : 1, rejected: 0, conformant: reading.conformance.conformant ? 1 : 0 },
  });
  return slug;
}

/** Takes an entry out of the search, in the caller's transaction; its page stays, so that people learn why it is gone. The caller checks the permission. */
export async function unlistSolution(tx: TenantTx, slug: string): Promise<void> {
  await lockCatalog(tx);
  await hideSolution(tx, slug);
  await settleCatalog(tx);
}
