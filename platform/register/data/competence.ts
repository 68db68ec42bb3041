import { rows, type Tx } from '@allmende/database';
import type { CompetenceEntry } from '../domain/competence.ts';
import { prepared } from './prepared.ts';
import type { RegisterTables } from './tables.ts';

/** All entries of a place in the order in which they were entered. */
export async function listCompetenceEntries(tx: Tx, ags: string): Promise<(CompetenceEntry & { enteredAt: Date })[]> {
  const found = await prepared(tx, 'register-competence-entries', rows<RegisterTables>(tx).selectFrom('register.competence').selectAll().where('ags', '=', ags).orderBy('entered_at').orderBy('id'));
  return found.map((row) => ({
    id: row.id, ags: row.ags, service: row.service, authority: row.authority, validFrom: row.valid_from, validUntil: row.valid_until, reason: row.reason, enteredAt: row.entered_at,
  }));
}

export async function insertCompetenceEntry(tx: Tx, entry: CompetenceEntry & { enteredBy: string; enteredAt: Date }): Promise<void> {
  await rows<RegisterTables>(tx).insertInto('register.competence').values({
    id: entry.id, ags: entry.ags, service: entry.service, authority: entry.authority, valid_from: entry.validFrom, valid_until: entry.validUntil, reason: entry.reason,
    entered_by: entry.enteredBy, entered_at: entry.enteredAt,
  }).execute();
}
