import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

type Row = Record<string, string>;

/** The compact tables of `standards/register`, by file name, and what the compiler counted. */
export type CompiledRegister = { files: Record<string, string>; counts: Record<string, number> };

const DISTRICT_TYPES: Record<string, string> = { 'Kreisfreie Stadt': '41', Stadtkreis: '42', Kreis: '43', Landkreis: '44', Regionalverband: '45' };
const ASSOCIATION_TYPES: Record<string, string> = {
  Amt: '51', Samtgemeinde: '52', Verbandsgemeinde: '53', Verwaltungsgemeinschaft: '54', Kirchspielslandgemeinde: '55', Verwaltungsverband: '56', 'Erfüllende Gemeinde': '58',
};

/** Facts that the extract leaves open and another published source gives; keyed by regional key. */
const COMPLETED = {
  districtTypes: { '06415': '41' } as Record<string, string>,
  associationTypes: { '160615051': '58' } as Record<string, string>,
  associationSeats: { '160615051': 'Uder' } as Record<string, string>,
  municipalityTypes: { '064150000000': '61' } as Record<string, string>,
};

/** Districts that lost a town after the day of the population figures: their figure is the sum of the municipalities they still have. */
const SPLIT_DISTRICTS = new Set(['06435']);

/**
 * Compiles the extracts of the official municipality register into our own compact tables: one line per thing, tab-separated, sorted by key, facts only.
 * Pure: takes the texts of the four source files. Throws when the source says something that the tables cannot hold.
 */
export function compileRegister(source: { municipalities: string; associations: string; districts: string; dissolved: string }): CompiledRegister {
  const rows = readCsv(source.municipalities);
  const seatOfDistrict = new Map(readCsv(source.districts).map((row) => [cell(row, 'kreis'), row]));
  const seatOfAssociation = new Map(readCsv(source.associations).map((row) => [cell(row, 'ars9'), cell(row, 'sitz_verwaltung')]));

  const byDistrict = Map.groupBy(rows, (row) => cell(row, 'kreis'));
  const districts = [...byDistrict].filter(([, members]) => members.some((row) => !isUnincorporated(row))).map(([key, members]) => {
    const [first] = members as [Row];
    const known = seatOfDistrict.get(key);
    const type = DISTRICT_TYPES[cell(first, 'kreis_typ')] ?? COMPLETED.districtTypes[key];
    if (type === undefined) throw new Error(`district ${key} has no known type`);
    const summed = String(members.reduce((sum, row) => sum + Number(cell(row, 'einwohner_31122022')), 0));
    const population = known === undefined || SPLIT_DISTRICTS.has(key) ? summed : cell(known, 'einwohner_31122022');
    return [key, type, cell(first, 'kreis_name'), known === undefined ? '' : cell(known, 'sitz_verwaltung'), population];
  });

  const byAssociation = Map.groupBy(rows.filter((row) => cell(row, 'ars')[5] === '5'), (row) => cell(row, 'verband_ars9'));
  const associations = [...byAssociation].map(([key, members]) => {
    const [first] = members as [Row];
    const type = ASSOCIATION_TYPES[cell(first, 'verband_typ')] ?? COMPLETED.associationTypes[key];
    if (type === undefined) throw new Error(`association ${key} has no known type`);
    return [key, type, cell(first, 'verband_name'), seatOfAssociation.get(key) ?? COMPLETED.associationSeats[key] ?? ''];
  });

  const municipalities = rows.filter((row) => !isUnincorporated(row)).map((row) => [
    cell(row, 'ars'), COMPLETED.municipalityTypes[cell(row, 'ars')] ?? cell(row, 'gemeinde_typ'), cell(row, 'name'), cell(row, 'einwohner_31122022'), cell(row, 'flaeche_ha'),
    cell(row, 'plz_verwaltungssitz'), cell(row, 'plz_verwaltungssitz') === '' ? '' : cell(row, 'plz_eindeutig') === '0' ? '1' : '0',
  ]);
  const areas = rows.filter(isUnincorporated).map((row) => [cell(row, 'ars'), cell(row, 'gemeinde_typ'), cell(row, 'name'), cell(row, 'einwohner_31122022'), cell(row, 'flaeche_ha')]);
  const lands = [...new Map(rows.map((row) => [cell(row, 'land'), cell(row, 'land_name')]))].map(([key, name]) => [key, name]);
  const dissolved = readCsv(source.dissolved).map((row) => [cell(row, 'ebene'), cell(row, 'schluessel'), cell(row, 'name'), cell(row, 'zuletzt_enthalten_in_jahr')]);

  return {
    files: {
      'lands.tsv': table(['key', 'name'], lands),
      'districts.tsv': table(['key', 'type', 'name', 'seat', 'population'], districts),
      'associations.tsv': table(['ars9', 'type', 'name', 'seat'], associations),
      'municipalities.tsv': table(['ars', 'type', 'name', 'population', 'area_ha', 'postcode', 'several_postcodes'], municipalities),
      'unincorporated-areas.tsv': table(['ars', 'type', 'name', 'population', 'area_ha'], areas),
      'dissolved-keys.tsv': table(['level', 'key', 'name', 'last_year'], dissolved),
    },
    counts: {
      lands: lands.length, districts: districts.length, associations: associations.length, municipalities: municipalities.length, unincorporatedAreas: areas.length, dissolvedKeys: dissolved.length,
    },
  };
}

/** Position 6 of the regional key: 0 a municipality of its own, 5 a member of an association, 9 an area outside any municipality. */
function isUnincorporated(row: Row): boolean {
  return cell(row, 'ars')[5] === '9';
}

function readCsv(text: string): Row[] {
  return parse(text, { columns: true, skip_empty_lines: true, bom: true }) as Row[];
}

function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the source has no column ${column}`);
  return value.replaceAll(/\s+,/gu, ',').replaceAll(/\s+/gu, ' ').trim();
}

function table(header: string[], rows: string[][]): string {
  const key = header[0] === 'level' ? 1 : 0;
  const sorted = rows.toSorted((a, b) => ((a[key] ?? '') < (b[key] ?? '') ? -1 : 1));
  return [header, ...sorted].map((row) => `${row.join('\t')}\n`).join('');
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '../..');
  const folder = resolve(process.argv[2] ?? join(root, '../shared/data/gemeinden'));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const compiled = compileRegister({
    municipalities: read('gemeinden_2026-06-30.csv'), associations: read('gemeindeverbaende_2023-11-30.csv'),
    districts: read('kreise_2023-11-30.csv'), dissolved: read('aufgeloeste_schluessel_2018-2024.csv'),
  });
  for (const [name, text] of Object.entries(compiled.files)) writeFileSync(join(root, 'standards/register', name), text);
  console.log(JSON.stringify(compiled.counts));
}
