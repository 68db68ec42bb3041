import { createHash } from 'node:crypto';
import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { describedSolution } from '../domain/described-solution.ts';
import { UnreadableDescription } from '../domain/errors.ts';
import { registerOffers as permission } from '../domain/permissions.ts';
import { readPubliccode, READER_VERSION } from '../domain/read-publiccode.ts';
import { solutionIdentity, solutionSlug } from '../domain/solution-slug.ts';
import { settleCatalog, listKnownSolutions, lockCatalog, writeSolutions } from '../data/solution.ts';

/**
 * The entry of the store for a solution of others that the platform runs, by its repository: the one that is there stays as it is, else one is made of this publiccode.yml. Returns its slug.
 * Throws UnreadableDescription.
 */
export async function listedSolution(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { readonly publiccode: string; readonly name: string }): Promise<string> {
  requirePermission(ctx.actor, permission, PLATFORM_TENANT);
  const reading = readPubliccode(input.publiccode, input.name);
  if (reading.kind === 'unparsable') throw new UnreadableDescription(reading.line, reading.reason);
  const identity = solutionIdentity(reading.listing.repository) ?? `package:${input.name}`;
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await lockCatalog(tx);
    const known = await listKnownSolutions(tx);
    const same = known.find((one) => one.identity === identity);
    if (same) return same.slug;
    const slug = solutionSlug(input.name, (word) => known.some((one) => one.slug === word));
    await writeSolutions(tx, [{
      ...describedSolution(reading, 'open-source'), slug, identity, contentHash: createHash('sha256').update(input.publiccode).digest('hex'), reader: READER_VERSION, source: `package:${input.name}`, provenance: null, changedAt: at,
      lastGoodReadAt: at,
    }]);
    await settleCatalog(tx);
    await record(tx, { actor: ctx.actor, action: 'catalog/solutions-imported', subject: { kind: 'catalog', id: 'solutions' }, facts: { added: 1, changed: 0, rejected: 0, conformant: reading.conformance.conformant ? 1 : 0 }, at });
    return slug;
  });
}
