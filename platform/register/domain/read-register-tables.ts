import { plainDate } from '@allmende/time';
import { isAssociationType, isDistrictType, isPlaceType } from './codes.ts';
import { UnreadableRegister } from './errors.ts';
import { readRegionalKey } from './regional-key.ts';
import type { PlaceFacts, RegisterEdition } from './register-edition.ts';

/** The files of `standards/register`, by name. */
export type RegisterTables = Record<'edition.json' | 'lands.tsv' | 'districts.tsv' | 'associations.tsv' | 'municipalities.tsv' | 'unincorporated-areas.tsv', string>;

/** Reads our compact tables into an edition. Throws UnreadableRegister with file and line. */
export function readRegisterTables(tables: RegisterTables): RegisterEdition {
  const about = JSON.parse(tables['edition.json']) as { date: string; populationOn: string; source: string };
  return {
    date: plainDate(about.date),
    populationOn: plainDate(about.populationOn),
    source: about.source,
    lands: readTable('lands.tsv', tables['lands.tsv'], 2, ([key, name]) => ({ key, name })),
    districts: readTable('districts.tsv', tables['districts.tsv'], 5, ([key, type, name, seat, population]) => {
      if (!isDistrictType(type)) return `unbekannter Kreistyp „${type}“`;
      return { key, type, name, seat: seat || null, population: readCount(population) };
    }),
    associations: readTable('associations.tsv', tables['associations.tsv'], 4, ([key, type, name, seat]) => {
      if (!isAssociationType(type)) return `unbekannter Verbandstyp „${type}“`;
      return { key, type, name, seat: seat || null };
    }),
    places: [
      ...readTable('municipalities.tsv', tables['municipalities.tsv'], 7, readPlace),
      ...readTable('unincorporated-areas.tsv', tables['unincorporated-areas.tsv'], 5, readPlace),
    ],
  };
}

function readPlace([ars, type, name, population, area, postcode, several]: Cells): PlaceFacts | string {
  const key = readRegionalKey(ars);
  if (key === undefined) return `„${ars}“ ist kein Regionalschlüssel`;
  if (type !== '' && !isPlaceType(type)) return `unbekannter Gemeindetyp „${type}“`;
  return {
    ags: key.ags, ars, name, type: type === '' ? null : type, isMunicipality: key.isMunicipality, population: readCount(population), areaHectares: readCount(area),
    postcode: postcode || null, hasSeveralPostcodes: several === '1',
  };
}

type Cells = readonly [string, string, string, string, string, string, string];

function readTable<Row extends object>(file: string, text: string, columns: number, read: (cells: Cells) => Row | string): Row[] {
  return text.trimEnd().split('\n').slice(1).map((line, index) => {
    const cells = line.split('\t');
    if (cells.length !== columns) throw new UnreadableRegister(file, index + 2, `${cells.length} statt ${columns} Spalten`);
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = ''] = cells;
    const row = read([a, b, c, d, e, f, g]);
    if (typeof row === 'string') throw new UnreadableRegister(file, index + 2, row);
    return row;
  });
}

function readCount(text: string): number | null {
  return text === '' ? null : Number(text);
}
