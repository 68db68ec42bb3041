import type { Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { readAdministrationRules } from '../domain/administration-rule.ts';
import { readDissolvedKeys } from '../domain/read-dissolved-keys.ts';
import { readRegisterTables } from '../domain/read-register-tables.ts';
import { findEditionInForce, writeRows } from '../data/edition.ts';
import { readStandards } from '../data/standards.ts';
import { importEdition, type ImportReport } from './import-edition.ts';

/**
 * Imports the register that ships with the platform (`standards/register`), as a difference: nothing is written when it is already there.
 * Returns undefined, and changes nothing, when the operator has imported a newer edition.
 */
export async function importRegister(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }): Promise<ImportReport | undefined> {
  const standards = await readStandards();
  const edition = readRegisterTables(standards.tables);
  const rules = readAdministrationRules(standards.rules);
  return ctx.database.withoutTenant(async (tx) => {
    const inForce = await findEditionInForce(tx);
    if (inForce !== undefined && inForce.date > edition.date) return undefined;
    const report = await importEdition(tx, edition, rules, ctx.clock.now());
    const written = await writeRows(tx, 'dissolved_key', readDissolvedKeys(standards.dissolved));
    return { ...report, written: report.written + written };
  });
}
