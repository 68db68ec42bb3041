import { rows, type Tx } from '@allmende/database';
import type { Statutes } from '../domain/statutes.ts';
import type { MembershipTables } from './tables.ts';

/** Writes a version; false when the version or its first day is there already. */
export async function insertStatutes(tx: Tx, statutes: Statutes, enteredAt: Date): Promise<boolean> {
  const written = await rows<MembershipTables>(tx).insertInto('membership.statutes').values({
    version: statutes.version, organisation: statutes.organisation, dated: statutes.dated, valid_from: statutes.validFrom, valid_until: statutes.validUntil, label: statutes.label, source: statutes.source,
    entered_by: statutes.enteredBy, entered_at: enteredAt,
  }).onConflict((on) => on.doNothing()).executeTakeFirst();
  return Number(written.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** All versions, the youngest first. */
export async function listStatutes(tx: Tx): Promise<Statutes[]> {
  const found = await rows<MembershipTables>(tx).selectFrom('membership.statutes').selectAll().orderBy('valid_from', 'desc').execute();
  return found.map((row) => ({
    version: row.version, organisation: row.organisation, dated: row.dated, validFrom: row.valid_from, validUntil: row.valid_until, label: row.label, source: row.source, enteredBy: row.entered_by,
  }));
}
