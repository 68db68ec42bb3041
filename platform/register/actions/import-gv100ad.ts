import type { Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { readAdministrationRules } from '../domain/administration-rule.ts';
import { decodeRegisterFile, parseGv100ad } from '../domain/parse-gv100ad.ts';
import { readStandards } from '../data/standards.ts';
import { importEdition, type ImportReport } from './import-edition.ts';

/**
 * Imports an edition in the official layout GV100AD (UTF-8 or ISO-8859-1), as a difference. Throws UnreadableRegister with line and reason, EditionTooOld when a newer
 * edition is in force; in both cases nothing is changed.
 */
export async function importGv100ad(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { bytes: Uint8Array; fileName: string }): Promise<ImportReport> {
  const edition = parseGv100ad(decodeRegisterFile(input.bytes), input.fileName);
  const rules = readAdministrationRules((await readStandards()).rules);
  return ctx.database.withoutTenant((tx) => importEdition(tx, edition, rules, ctx.clock.now()));
}
