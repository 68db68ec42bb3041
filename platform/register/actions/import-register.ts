import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { readAdministrationRules } from '../domain/administration-rule.ts';
import { correctRegister } from '../domain/permissions.ts';
import { readDissolvedKeys } from '../domain/read-dissolved-keys.ts';
import { readRegisterTables } from '../domain/read-register-tables.ts';
import { countRegister, findEditionInForce, writeRows, type EditionInForce } from '../data/edition.ts';
import { readStandards, type Standards } from '../data/standards.ts';
import { importEdition, type ImportReport } from './import-edition.ts';
import { recordEdition } from './record-edition.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/**
 * Imports the register that ships with the platform (`standards/register`), as a difference, with an audit entry in the platform's log when something is written. Nothing is even compared
 * when the edition in force was made of the same texts. Returns undefined, and changes nothing, when the operator has imported a newer edition. For the operator and at each start.
 */
export async function importRegister(ctx: Context): Promise<ImportReport | undefined> {
  requirePermission(ctx.actor, correctRegister, PLATFORM_TENANT);
  const standards = await readStandards();
  const unchanged = await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const inForce = await findEditionInForce(tx);
    return inForce?.fingerprint === standards.fingerprint ? reportUnchanged(inForce, await countRegister(tx)) : undefined;
  });
  return unchanged ?? importChanged(ctx, standards);
}

async function importChanged(ctx: Context, standards: Standards): Promise<ImportReport | undefined> {
  const edition = readRegisterTables(standards.tables);
  const rules = readAdministrationRules(standards.rules);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const inForce = await findEditionInForce(tx);
    if (inForce !== undefined && inForce.date > edition.date) return undefined;
    const report = await importEdition(tx, edition, rules, ctx.clock.now(), standards.fingerprint);
    const written = report.written + (await writeRows(tx, 'dissolved_key', readDissolvedKeys(standards.dissolved)));
    if (written > 0) await recordEdition(tx, ctx, { ...report, written }, edition.source);
    return { ...report, written };
  });
}

function reportUnchanged(inForce: EditionInForce, counts: Awaited<ReturnType<typeof countRegister>>): ImportReport {
  return {
    date: inForce.date, places: counts.municipalities + counts.unincorporatedAreas, authorities: counts.authorities, written: 0,
    difference: { appeared: [], vanished: [], renamed: [], moved: [] },
  };
}
