import { readFile } from 'node:fs/promises';
import type { RegisterTables } from '../domain/read-register-tables.ts';

const FOLDER = new URL('../../../standards/register/', import.meta.url);

/** Reads the compact register that ships with the platform. */
export async function readStandards(): Promise<{ tables: RegisterTables; rules: string; dissolved: string }> {
  const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');
  const [edition, lands, districts, associations, municipalities, areas, rules, dissolved] = await Promise.all([
    read('edition.json'), read('lands.tsv'), read('districts.tsv'), read('associations.tsv'), read('municipalities.tsv'), read('unincorporated-areas.tsv'), read('administration-rules.tsv'), read('dissolved-keys.tsv'),
  ]);
  return {
    tables: { 'edition.json': edition, 'lands.tsv': lands, 'districts.tsv': districts, 'associations.tsv': associations, 'municipalities.tsv': municipalities, 'unincorporated-areas.tsv': areas },
    rules, dissolved,
  };
}
