import { requirePermission, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { readAdministrationRules } from '../domain/administration-rule.ts';
import { decodeRegisterFile, parseGv100ad } from '../domain/parse-gv100ad.ts';
import { correctRegister } from '../domain/permissions.ts';
import { readStandards } from '../data/standards.ts';
import { importEdition, type ImportReport } from './import-edition.ts';
import { recordEdition } from './record-edition.ts';

/**
 * Imports an edition in the official layout GV100AD (UTF-8 or ISO-8859-1), as a difference, with an audit entry in the platform's log. For the operator, on a page or at the command line
 * (`systemActor('operator-command')`). Throws UnreadableRegister with line and reason, EditionTooOld when a newer edition is in force; in both cases nothing is changed.
 */
export async function importGv100ad(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { bytes: Uint8Array; fileName: string }): Promise<ImportReport> {
  requirePermission(ctx.actor, correctRegister, PLATFORM_TENANT);
  const edition = parseGv100ad(decodeRegisterFile(input.bytes), input.fileName);
  const rules = readAdministrationRules((await readStandards()).rules);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const report = await importEdition(tx, edition, rules, ctx.clock.now());
    await recordEdition(tx, ctx, report, edition.source);
    return report;
  });
}
