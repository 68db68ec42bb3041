import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAdministrationRules } from './administration-rule.ts';
import { authorityId } from './authority-id.ts';
import { gv100adText } from '../testing/index.ts';
import { deriveAuthorities } from './derive-authorities.ts';
import { UnreadableRegister } from './errors.ts';
import { readRegisterTables, type RegisterTables } from './read-register-tables.ts';
import { parseGv100ad } from './parse-gv100ad.ts';
import { RESERVED_SLUGS } from './reserved-slugs.ts';
import { giveSlugs } from './slug.ts';
import { wishAuthoritySlugs, wishPlaceSlugs } from './wish-slugs.ts';

const file = (name: string): string => readFileSync(new URL(`../../../standards/register/${name}`, import.meta.url), 'utf8');
const tables: RegisterTables = {
  'edition.json': file('edition.json'), 'lands.tsv': file('lands.tsv'), 'districts.tsv': file('districts.tsv'), 'associations.tsv': file('associations.tsv'), 'municipalities.tsv': file('municipalities.tsv'),
  'unincorporated-areas.tsv': file('unincorporated-areas.tsv'),
};
const edition = readRegisterTables(tables);
const derived = deriveAuthorities(edition, readAdministrationRules(file('administration-rules.tsv')));
const placeSlugs = giveSlugs(wishPlaceSlugs(edition, () => true), new Set());
const authoritySlugs = giveSlugs(wishAuthoritySlugs(edition, derived.authorities, () => true), new Set(placeSlugs.values()));
const authority = (name: string) => derived.authorities.find((candidate) => candidate.name === name);
const defaults = new Map(derived.defaults.map((place) => [place.ags, place]));
const defaultOf = (ags: string) => defaults.get(ags);

test('the whole register is read: municipalities, areas outside them, districts, associations', () => {
  assert.equal(edition.places.filter((place) => place.isMunicipality).length, 10747);
  assert.equal(edition.places.filter((place) => !place.isMunicipality).length, 196);
  assert.equal(edition.districts.length, 401);
  assert.equal(edition.associations.length, 1202);
});

test('the founding members are authorities with the addresses that people expect', () => {
  const expected: [string, string][] = [
    ['Gemeinde Wiesenburg/Mark', 'wiesenburg-mark'], ['Gemeinde Süderholz', 'suederholz'], ['Landkreis Bergstraße', 'landkreis-bergstrasse'], ['Stadt Rüsselsheim am Main', 'ruesselsheim-am-main'],
    ['Stadt Thalheim/Erzgeb.', 'thalheim-erzgeb'], ['Stadt Tengen', 'tengen'], ['Stadt Eschwege', 'eschwege'], ['Stadt Brandis', 'brandis'], ['Stadt Hagenow', 'hagenow'], ['Gemeinde Tholey', 'tholey'],
    ['Gemeinde Kernen im Remstal', 'kernen-im-remstal'], ['Stadt Heilbronn', 'heilbronn'], ['Amt Güstrow-Land', 'amt-guestrow-land'],
  ];
  for (const [name, slug] of expected) {
    const found = authority(name);
    assert.ok(found, name);
    assert.equal(found.kind === 'town' ? placeSlugs.get(found.key) : authoritySlugs.get(found.id), slug);
  }
});

test('every place has an address, no two share one, and none is a word of the platform', () => {
  const all = [...placeSlugs.values(), ...authoritySlugs.values()];
  assert.equal(placeSlugs.size, 10943);
  assert.equal(new Set(all).size, all.length);
  assert.deepEqual(all.filter((slug) => RESERVED_SLUGS.has(slug)), []);
  assert.equal(placeSlugs.get('05566060'), 'neuenkirchen', 'the largest of eleven keeps the plain name');
  assert.equal(placeSlugs.get('01051075'), 'neuenkirchen-dithmarschen');
});

test('every municipality has somebody who answers for its own services and for those of the district', () => {
  const known = new Set(derived.authorities.map(({ id }) => id));
  for (const place of edition.places.filter(({ isMunicipality }) => isMunicipality)) {
    const answer = defaultOf(place.ags);
    assert.ok(answer?.municipal && known.has(answer.municipal), place.name);
    assert.ok(answer.district && known.has(answer.district), place.name);
  }
});

test('a kreisfreie Stadt is one authority, and 107 towns are their own district', () => {
  const heilbronn = authority('Stadt Heilbronn');
  assert.equal(defaultOf('08121000')?.district, heilbronn?.id);
  assert.equal(derived.authorities.filter(({ kind }) => kind === 'district').length, 401 - 107);
  assert.equal(defaultOf('06415000')?.district, authority('Stadt Hanau')?.id);
});

test('Land law decides who works for the members of an association', () => {
  assert.equal(defaultOf('13072033')?.municipal, authorityId('association', '130725255'), 'Glasewitz: the Amt');
  assert.equal(defaultOf('16061002')?.municipal, authorityId('town', '16061119'), 'Asbach-Sickenberg: the fulfilling municipality Uder');
  assert.equal(defaultOf('08125094')?.municipal, authorityId('town', '08125094'), 'Talheim in Baden-Württemberg: itself');
  assert.equal(defaultOf('14521430')?.municipal, authorityId('town', '14521380'), 'Niederwürschnitz: the fulfilling town Lugau');
  assert.equal(authority('Verwaltungsgemeinschaft Lugau'), undefined, 'no legal person, no authority');
});

test('a broken table is refused with file and line', () => {
  assert.throws(() => readRegisterTables({ ...tables, 'districts.tsv': 'key\ttype\tname\tseat\tpopulation\n01001\t99\tFlensburg\t\t\n' }), (error: unknown) => error instanceof UnreadableRegister && /districts\.tsv, Zeile 2/u.test(error.message));
  assert.throws(() => readRegisterTables({ ...tables, 'lands.tsv': 'key\tname\n01\n' }), /lands\.tsv, Zeile 2: 1 statt 2 Spalten/u);
});

test('the whole register survives the official layout, but for names longer than its 50 positions', () => {
  const cut = <Named extends { name: string }>(list: readonly Named[]): Named[] => list.map((one) => ({ ...one, name: one.name.slice(0, 50).trim() }));

  const parsed = parseGv100ad(gv100adText(edition));

  assert.deepEqual(parsed.places, cut(edition.places));
  assert.deepEqual(parsed.associations, cut(edition.associations));
  assert.deepEqual(parsed.districts.map(({ key }) => key), edition.districts.map(({ key }) => key));
});
