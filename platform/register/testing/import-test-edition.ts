import { readFile } from 'node:fs/promises';
import type { Database } from '@allmende/database';
import { importEdition, type ImportReport } from '../actions/import-edition.ts';
import { readAdministrationRules } from '../domain/administration-rule.ts';
import type { RegisterEdition } from '../domain/register-edition.ts';
import { anEdition } from './an-edition.ts';

/** Brings a small edition into a test database in a few milliseconds; for rooms that need places but not all of them. */
export async function importTestEdition(database: Pick<Database, 'withoutTenant'>, edition: RegisterEdition = anEdition()): Promise<ImportReport> {
  const rules = readAdministrationRules(await readFile(new URL('../../../standards/register/administration-rules.tsv', import.meta.url), 'utf8'));
  return database.withoutTenant((tx) => importEdition(tx, edition, rules, new Date('2026-11-21T10:00:00Z')));
}
