import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { RegisterTables } from '../domain/read-register-tables.ts';

const FOLDER = new URL('../../../standards/register/', import.meta.url);
const ROOM = new URL('../', import.meta.url);

/** The compact register that ships with the platform. */
export type Standards = {
  readonly tables: RegisterTables;
  readonly rules: string;
  readonly dissolved: string;
  /** SHA-256 of these texts and of the code that makes rows of them: equal means that an import would write the same rows. */
  readonly fingerprint: string;
};

/** Reads the compact register that ships with the platform. */
export async function readStandards(): Promise<Standards> {
  const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');
  const texts = await Promise.all([
    read('edition.json'), read('lands.tsv'), read('districts.tsv'), read('associations.tsv'), read('municipalities.tsv'), read('unincorporated-areas.tsv'), read('administration-rules.tsv'), read('dissolved-keys.tsv'),
  ]);
  const [edition, lands, districts, associations, municipalities, areas, rules, dissolved] = texts;
  const hash = createHash('sha256');
  for (const text of [...texts, ...(await readOwnCode())]) hash.update(text).update('\0');
  return {
    tables: { 'edition.json': edition, 'lands.tsv': lands, 'districts.tsv': districts, 'associations.tsv': associations, 'municipalities.tsv': municipalities, 'unincorporated-areas.tsv': areas },
    rules, dissolved, fingerprint: hash.digest('hex'),
  };
}

// A version number to be raised by hand would be forgotten: a corrected rule must reach installations that have the edition already.
async function readOwnCode(): Promise<string[]> {
  const domain = (await readdir(new URL('domain/', ROOM))).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).toSorted();
  return Promise.all([...domain.map((file) => `domain/${file}`), 'actions/import-edition.ts', 'data/edition.ts'].map((file) => readFile(new URL(file, ROOM), 'utf8')));
}
