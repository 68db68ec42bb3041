import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { parsePostcodes } from '../domain/parse-postcodes.ts';
import { correctRegister } from '../domain/permissions.ts';
import { knownPlaces, replacePostcodes } from '../data/edition.ts';

/**
 * Replaces the list of postcodes by one of the operator's own (`plz,ags`), with an audit entry in the platform's log. Rows with a key that no present place has are left out and reported. For the operator.
 * Throws UnreadableRegister with line and reason.
 */
export async function importPostcodes(
  ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { text: string; fileName: string },
): Promise<{ imported: number; stale: { postcode: string; ags: string }[] }> {
  requirePermission(ctx.actor, correctRegister, PLATFORM_TENANT);
  const list = parsePostcodes(input.text, input.fileName);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const known = await knownPlaces(tx);
    const current = list.filter(({ ags }) => known.has(ags));
    const stale = list.filter(({ ags }) => !known.has(ags));
    await replacePostcodes(tx, current);
    await record(tx, {
      actor: ctx.actor, action: 'register/postcodes-imported', subject: { kind: 'postcode-list', id: ctx.clock.today() }, at: ctx.clock.now(),
      facts: { imported: current.length, stale: stale.length },
    });
    return { imported: current.length, stale };
  });
}
