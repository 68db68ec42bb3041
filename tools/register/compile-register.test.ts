import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { compileRegister } from './compile-register.ts';

const root = resolve(import.meta.dirname, '../..');
const tables = join(root, 'standards/register');
const source = resolve(root, '../shared/data/gemeinden');
const lines = (name: string): string[] => readFileSync(join(tables, name), 'utf8').trimEnd().split('\n').slice(1);

test('the committed tables have every unit of the edition of 30.06.2026 exactly once', () => {
  const expected: [string, number][] = [['lands.tsv', 16], ['districts.tsv', 401], ['associations.tsv', 1202], ['municipalities.tsv', 10747], ['unincorporated-areas.tsv', 196], ['dissolved-keys.tsv', 1437]];
  for (const [name, count] of expected) {
    const rows = lines(name);
    assert.equal(rows.length, count, name);
    assert.equal(new Set(rows.map((row) => row.split('\t').slice(0, name === 'dissolved-keys.tsv' ? 2 : 1).join())).size, count, `keys of ${name}`);
  }
});

test('pseudo districts are no districts, and every municipality has a district of the table', () => {
  const districts = new Set(lines('districts.tsv').map((row) => row.slice(0, 5)));
  assert.equal(districts.has('07000'), false);
  assert.equal(districts.has('13000'), false);
  for (const row of lines('municipalities.tsv')) assert.ok(districts.has(row.slice(0, 5)), row);
});

test('Hanau is a district and a town of its own, and its former district lost its people', () => {
  assert.ok(lines('districts.tsv').includes('06415\t41\tHanau, Brüder-Grimm-Stadt\t\t101364'));
  assert.ok(lines('municipalities.tsv').some((row) => row.startsWith('064150000000\t61\tHanau')));
  assert.ok(lines('districts.tsv').some((row) => row.startsWith('06435\t') && row.endsWith('\t329474')));
});

test('what the source does not know stays empty', () => {
  const unknown = lines('municipalities.tsv').filter((row) => row.split('\t')[3] === '').map((row) => row.slice(0, 12));
  assert.deepEqual(unknown, ['072325005503', '160615051119', '160760094094']);
});

test('the committed tables are what the compiler makes of the source', { skip: existsSync(source) ? false : 'the source files in ../shared/data are absent' }, () => {
  const read = (name: string): string => readFileSync(join(source, name), 'utf8');
  const compiled = compileRegister({
    municipalities: read('gemeinden_2026-06-30.csv'), associations: read('gemeindeverbaende_2023-11-30.csv'), districts: read('kreise_2023-11-30.csv'), dissolved: read('aufgeloeste_schluessel_2018-2024.csv'),
  });

  for (const [name, text] of Object.entries(compiled.files)) assert.ok(text === readFileSync(join(tables, name), 'utf8'), name);
});

test('a source that lacks a column is refused by name', () => {
  assert.throws(() => compileRegister({ municipalities: 'ars,ags\n010010000000,01001000\n', associations: 'ars9,sitz_verwaltung\n', districts: 'kreis\n', dissolved: 'ebene\n' }), /has no column kreis/u);
});
