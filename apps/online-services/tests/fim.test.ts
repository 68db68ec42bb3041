import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { importFim, readServicePackage } from '../index.ts';
import { readFimSchema } from '../domain/fim/read-fim-schema.ts';
import { readXml } from '../domain/fim/read-xml.ts';

const folder = mkdtempSync(join(tmpdir(), 'fim-'));
after(() => rmSync(folder, { recursive: true }));
const examples = join(import.meta.dirname, '../../../../shared/data/fim/xdf-examples');
let number = 0;

function imported(xml: string) {
  const file = join(folder, `${(number += 1)}.xml`);
  writeFileSync(file, xml);
  const target = join(folder, `leistung-${number}`);
  return { result: importFim({ file, folder: target }), target };
}

const identification = (id: string, version = '1.0.0') => `<x:identifikation><x:id>${id}</x:id><x:version>${version}</x:version></x:identifikation>`;
const field = (id: string, name: string, more: string, art = 'input', type = 'text') =>
  `<x:datenfeld>${identification(id)}<x:name>${name}</x:name><x:bezeichnungEingabe>${name}?</x:bezeichnungEingabe><x:feldart><code>${art}</code></x:feldart><x:datentyp><code>${type}</code></x:datentyp>${more}</x:datenfeld>`;
const part = (range: string, what: string) => `<x:struktur><x:anzahl>${range}</x:anzahl><x:enthaelt>${what}</x:enthaelt></x:struktur>`;
const group = (id: string, name: string, parts: string) => `<x:datenfeldgruppe>${identification(id)}<x:name>${name}</x:name><x:bezeichnungEingabe>${name}</x:bezeichnungEingabe>${parts}</x:datenfeldgruppe>`;
const schema = (parts: string) => `<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_3.0.0"><x:header><x:nachrichtID>1</x:nachrichtID></x:header>
<x:stammdatenschema>${identification('S60000000121')}<x:name>Antrag auf Probe</x:name>${parts}</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>`;

const whole = schema(`<x:regel>${identification('R60000000001')}<x:name>Eine Angabe</x:name><x:freitextRegel>Mindestens eine Angabe.</x:freitextRegel><x:skript>process.exit(1)</x:skript></x:regel>
${part('1:1', group('G60000000001', 'Antragstellende Person', `${part('1:1', field('F60000000001', 'Familienname', '<x:praezisierung minLength="1" maxLength="120"/><x:hilfetextEingabe>Wie im Ausweis {alle}</x:hilfetextEingabe>'))}${
  part('0:1', field('F60000000002', 'Geburtsdatum', '', 'input', 'date'))}${part('0:1', group('G60000000002', 'Anschrift', part('1:1', field('F60000000243', 'Straße', '<x:praezisierung maxLength="55"/>'))))}`))}
${part('1:*', group('G60000000003', 'Person im Haushalt', `${part('1:1', field('F60000000004', 'Vorname', ''))}${part('1:1', field('F60000000005', 'Einkommen', '<x:praezisierung minValue="0" maxValue="99.5"/>', 'input', 'num_currency'))}${
  part('1:1', field('F60000000006', 'Stand', '<x:werte><x:wert><x:code>001</x:code><x:name>ledig</x:name></x:wert><x:wert><x:code>VH</x:code><x:name>verheiratet</x:name></x:wert></x:werte>', 'select'))}${
  part('0:3', group('G60000000009', 'Konto', part('1:1', field('F60000000010', 'Zahl', '', 'input', 'num_int'))))}`))}
${part('0:5', field('F60000000007', 'Telefon', ''))}${part('1:1', field('F60000000008', 'Hinweis', '<x:inhalt>Bitte lesen</x:inhalt>', 'label'))}${part('0:1', field('F60000000011', 'Foto', '', 'input', 'file'))}`);

test('fields, groups, lists of values and cardinalities become a package that may be published at once, rules stay text', () => {
  const { result, target } = imported(whole);
  assert.deepEqual(result.outcome === 'made' && [result.problems, result.fields, result.groups, result.pages], [[], 8, 2, 4]);
  const read = readServicePackage(target);
  assert.ok('servicePackage' in read, JSON.stringify(read));
  const { fields, flow, texts } = read.servicePackage;
  assert.deepEqual(fields.map(({ id, type, required, fim }) => [id, type, required ?? true, fim]), [
    ['antragstellendePerson.familienname', 'text', true, 'F60000000001V1.0.0'], ['antragstellendePerson.geburtsdatum', 'date', false, 'F60000000002V1.0.0'], ['anschrift.strasse', 'text', false, 'F60000000243V1.0.0'],
    ['personImHaushalt.vorname', 'text', true, 'F60000000004V1.0.0'], ['personImHaushalt.einkommen', 'money', true, 'F60000000005V1.0.0'], ['personImHaushalt.stand', 'choice', true, 'F60000000006V1.0.0'],
    ['personImHaushalt.konto.zahl', 'integer', false, 'F60000000010V1.0.0'], ['telefon.telefon', 'text', true, 'F60000000007V1.0.0'], ['declaration.truth', 'confirmation', true, undefined],
  ]);
  assert.deepEqual(flow.groups, [{ id: 'personImHaushalt', min: 1, max: 200 }, { id: 'telefon', min: 0, max: 5 }]);
  assert.deepEqual(flow.pages.map(({ id, repeat }) => [id, repeat]), [['antragstellendePerson', undefined], ['anschrift', undefined], ['personImHaushaltListe', 'personImHaushalt'], ['telefonListe', 'telefon']]);
  assert.deepEqual([fields[0]?.maxLength, fields[4]?.max, fields[5]?.options], [120, 9950, ['c-001', 'c-vh']]);
  assert.equal(texts['de']?.['field.antragstellendePerson.familienname.hint'], 'Wie im Ausweis (alle)');
  const todo = readFileSync(join(target, 'TODO.md'), 'utf8');
  for (const words of ['Mindestens eine Angabe.', 'c-001 = 001', 'Bitte lesen', 'F60000000011', 'G60000000009']) assert.ok(todo.includes(words), words);
  assert.ok(readFileSync(join(target, 'rules.yaml'), 'utf8').includes('# Regel R60000000001'));
  assert.deepEqual(parse(readFileSync(join(target, 'rules.yaml'), 'utf8')), { rules: {}, results: [], checks: [] });
  assert.ok(!readdirSync(target).filter((file) => file.includes('.')).some((file) => readFileSync(join(target, file), 'utf8').includes('process.exit')), 'no script of FIM comes into the package');
});

test('a folder that is taken or has no name of a service is left alone', () => {
  const { target } = imported(whole);
  const before = readdirSync(target).length;
  assert.deepEqual(importFim({ file: join(folder, `${number}.xml`), folder: target }), { outcome: 'folder-taken' });
  assert.equal(readdirSync(target).length, before);
  assert.deepEqual(importFim({ file: join(folder, `${number}.xml`), folder: join(folder, 'Mein Ordner') }), { outcome: 'folder-name' });
});

const refusals: readonly [string, string, RegExp, number][] = [
  ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/u, 1],
  ['an entity that reads a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<a>&b;</a>', /document type/u, 1],
  ['an unknown entity', '<a>\n&b;</a>', /entity/iu, 2],
  ['deep nesting', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, /deeper than 100/u, 1],
  ['too many elements', `<a>${'<b/>'.repeat(300_001)}</a>`, /more than 300000 elements/u, 1],
  ['a processing instruction', '<?php x?><a/>', /processing instruction/u, 1],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', /encoding/u, 1],
  ['text that is no XML', 'Hallo', /./u, 1],
  ['an open element', '<a>\n<b>\n</a>', /./u, 3],
  ['nothing', '', /./u, 1],
  ['a namespace prefix of nobody', '<y:a/>', /unbound|prefix/iu, 1],
  ['an amount that is none', schema(part('2:1', field('F60000000001', 'Name', ''))), /anzahl is "2:1"/u, 3],
  ['an unknown type', schema(part('1:1', field('F60000000001', 'Name', '', 'input', 'blob'))), /datentyp is "blob"/u, 3],
  ['two things in one place', schema(part('1:1', field('F60000000001', 'Name', '') + field('F60000000002', 'Name', ''))), /twice|exactly one/u, 3],
  ['a limit that is no number', schema(part('1:1', field('F60000000001', 'Name', '<x:praezisierung maxLength="viel"/>'))), /maxLength is "viel"/u, 3],
];

for (const [what, xml, reason, line] of refusals) {
  test(`refuses ${what} with line and reason, and writes nothing`, () => {
    const { result, target } = imported(xml);
    assert.equal(result.outcome, 'refused');
    if (result.outcome !== 'refused') return;
    assert.match(result.reason, reason);
    assert.equal(result.line, line);
    assert.equal(existsSync(target), false);
  });
}

test('a file that is too large or no UTF-8 is refused before it is read', () => {
  assert.match(problemOf(readXml(new Uint8Array(20_000_001))), /larger than 20 MB/u);
  assert.match(problemOf(readXml(new Uint8Array([0x3c, 0xff, 0xfe]))), /UTF-8/u);
});

function problemOf(read: ReturnType<typeof readXml>): string {
  return 'problem' in read ? read.problem.message : '';
}

test('whatever a file holds, it is read or refused', () => {
  const pieces = fc.constantFrom('<x:struktur>', '</x:struktur>', '<x:anzahl>1:1</x:anzahl>', '<x:enthaelt>', '</x:enthaelt>', field('F60000000001', 'Name', ''), group('G60000000001', 'Gruppe', ''), '&lt;', 'text', '<!-- -->');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), (some) => {
    const read = readFimSchema(new TextEncoder().encode(schema(some.join(''))));
    assert.ok('schema' in read || read.problem.line > 0);
  }));
});

const isMissing = existsSync(examples) ? false : 'the collection of FIM files is not here';

test('valid files of a foreign collection become packages that may be published', { skip: isMissing }, () => {
  for (const name of ['v2-data_minimal', 'v2-data_simple', 'v2-data_select', 'v2-data_label', 'v2-data_rule', 'v2-data_data-field-rule', 'v2-data_data-group-rule', 'v3-data_simple', 'v3-data_input']) {
    const { result, target } = imported(readFileSync(join(examples, `${name}.xml`), 'utf8'));
    assert.deepEqual([name, result.outcome, result.outcome === 'made' ? result.problems : result], [name, 'made', []]);
    assert.ok('servicePackage' in readServicePackage(target), name);
  }
});

test('wrong files of a foreign collection are refused where they are wrong', { skip: isMissing }, () => {
  const expected: readonly [string, number, RegExp][] = [
    ['v2-data_duplicate-required-value', 13, /name stands twice/u], ['v2-data_duplicate-optional-value', 15, /beschreibung stands twice/u], ['v2-data_unknown-namespace', 2, /namespace/u],
    ['v3-data_duplicate-id-node', 11, /id stands twice/u], ['v3-data_empty-id-node', 10, /id is empty/u], ['v3-data_missing-id-node', 9, /id is missing/u], ['v3-data_invalid-freigabestatus', 18, /freigabestatus is "10"/u],
    ['v3-data_unexpected-node', 11, /unknown has no place/u], ['v3-data_unknown-namespace', 2, /namespace/u],
  ];
  for (const [name, line, reason] of expected) {
    const read = readFimSchema(readFileSync(join(examples, `${name}.xml`)));
    assert.ok('problem' in read, name);
    assert.match(read.problem.message, reason, name);
    assert.equal(read.problem.line, line, name);
  }
});
