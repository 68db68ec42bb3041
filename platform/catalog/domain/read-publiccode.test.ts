import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPubliccode, type PubliccodeReading } from './read-publiccode.ts';

const minimal = `publiccodeYmlVersion: "0.7"
name: Musterplan
url: https://example.org/musterplan.git
platforms: [web]
categories: [task-management]
developmentStatus: stable
softwareType: standalone/web
description:
  de:
    shortDescription: Plant Aufgaben einer Verwaltung.
    longDescription: >
      Musterplan ist ein erfundenes Beispiel. Es plant Aufgaben einer Verwaltung, zeigt sie auf einer Tafel und erinnert an
      Fristen. Wer eine Aufgabe übernimmt, sieht sofort, was als Nächstes zu tun ist und wer noch wartet.
    features: [Tafel, Fristen]
legal:
  license: EUPL-1.2
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages: [de, en]
`;

type Read = Extract<PubliccodeReading, { kind: 'read' }>;
function read(content: string | Uint8Array): Read {
  const reading = readPubliccode(content, 'ohne-namen');
  assert.equal(reading.kind, 'read');
  return reading as Read;
}
const with_ = (from: string | RegExp, to: string): string => {
  const changed = minimal.replace(from, to);
  assert.notEqual(changed, minimal);
  return changed;
};
const errors = (reading: Read): string[] => reading.conformance.problems.filter(({ severity }) => severity === 'error').map(({ pointer, code, line }) => `${line} ${pointer} ${code}`);

test('a complete file of version 0.7 is conformant, without a hint, and becomes an entry', () => {
  const { conformance, listing, normalised } = read(minimal);
  assert.deepEqual(conformance, { conformant: true, version: '0.7', problems: [] });
  assert.deepEqual(normalised, []);
  assert.equal(listing.name, 'Musterplan');
  assert.deepEqual(listing.licence, { expression: 'EUPL-1.2', recognised: true });
  assert.deepEqual(listing.localisation, { ready: true, languages: ['de', 'en'] });
  assert.equal(listing.descriptions['de']?.shortDescription, 'Plant Aufgaben einer Verwaltung.');
});

test('a problem names line, pointer and code', () => {
  assert.deepEqual(errors(read(with_('task-management', 'raumfahrt'))), ['5 /categories/0 unknown-category']);
  assert.deepEqual(errors(read(with_('license: EUPL-1.2', 'license: EUPL 1.2'))), ['16 /legal/license unknown-licence']);
  assert.deepEqual(errors(read(with_('  license: EUPL-1.2\n', '  lizenz: EUPL-1.2\n'))), ['16 /legal/lizenz unknown-key', '15 /legal/license required']);
});

test('wrong fields cost the verdict but never the entry, and each change is listed', () => {
  const broken = with_('[web]', 'Web')
    .replace('stable', 'Production')
    .replace('standalone/web', 'standalone')
    .replace('EUPL-1.2', 'eupl 1.2')
    .replace('localisationReady: true', 'localisationReady: yes')
    .replace('url: https://example.org/musterplan.git', 'url: git@example.org:stadt/musterplan.git\nreleaseDate: 3.5.2026')
    .replace('  de:\n', '  de_DE:\n');
  const { conformance, listing, normalised } = read(broken);
  assert.equal(conformance.conformant, false);
  assert.deepEqual(listing.platforms, ['web']);
  assert.equal(listing.developmentStatus, 'stable');
  assert.equal(listing.softwareType, 'standalone/other');
  assert.deepEqual(listing.licence, { expression: 'EUPL-1.2', recognised: true });
  assert.equal(listing.localisation.ready, true);
  assert.equal(listing.repository, 'https://example.org/stadt/musterplan.git');
  assert.equal(listing.releaseDate, '2026-05-03');
  assert.ok(listing.descriptions['de-DE']);
  assert.deepEqual(normalised.map(({ pointer }) => pointer).sort(), [
    '/description/de_DE', '/developmentStatus', '/legal/license', '/localisation/localisationReady', '/platforms', '/releaseDate', '/softwareType', '/url',
  ]);
});

test('an ambiguous date is left out instead of guessed', () => {
  assert.equal(read(with_('name:', 'releaseDate: 05/03/2026\nname:')).listing.releaseDate, null);
  assert.equal(read(with_('name:', 'releaseDate: 2026-02-30\nname:')).listing.releaseDate, null);
});

test('a licence is never made up: an unknown one is shown as it stands', () => {
  assert.deepEqual(read(with_('EUPL-1.2', 'GPL, irgendeine Version')).listing.licence, { expression: 'GPL, irgendeine Version', recognised: false });
});

test('a file without a name is listed under its repository', () => {
  assert.equal(read(with_('name: Musterplan\n', '')).listing.name, 'musterplan');
  assert.equal(read('description: {de: {shortDescription: Kurz}}').listing.name, 'ohne-namen');
});

test('a file of version 0.1 is listed though it is not judged conformant', () => {
  const { conformance, listing } = read('publiccode-yaml-version: "0.1"\nname: Alt\ntags: [crm]\ndescription:\n  deu:\n    shortDescription: Alt und gut.\n');
  assert.equal(conformance.conformant, false);
  assert.deepEqual(listing.categories, ['crm']);
  assert.equal(listing.descriptions['de']?.shortDescription, 'Alt und gut.');
});

test('the Italian platforms become supports, whichever case the section has', () => {
  for (const name of ['it', 'IT']) {
    assert.deepEqual(read(`${minimal}${name}:\n  piattaforme:\n    spid: true\n    cie: false\n`).listing.supports, ['https://www.spid.gov.it/']);
  }
});

test('contact persons do not enter the listing nor any message', () => {
  const reading = read(with_('type: none', 'type: internal\n  contacts:\n    - name: Frieda Beispiel\n      email: "frieda at example"'));
  assert.equal(reading.conformance.conformant, false);
  assert.doesNotMatch(JSON.stringify(reading), /frieda/i);
});

test('text in another encoding is read and reported', () => {
  const { conformance, listing } = read(Buffer.from(with_('Musterplan', 'Bürgerbüro'), 'latin1'));
  assert.equal(listing.name, 'Bürgerbüro');
  assert.deepEqual(conformance.problems.map(({ code }) => code), ['encoding']);
});

test('what is no YAML is reported with its line and a reason', () => {
  const reading = readPubliccode('name: a\nurl: b\n  c: [d\n', 'x');
  assert.equal(reading.kind, 'unparsable');
  assert.ok(reading.kind === 'unparsable' && reading.line >= 2 && reading.reason.length > 10);
  assert.deepEqual(readPubliccode('a: 1\n---\nb: 2\n', 'x').kind, 'unparsable');
  assert.deepEqual(readPubliccode('', 'x'), { kind: 'unparsable', line: 1, reason: 'Die Datei enthält keine Schlüssel und Werte.' });
});

test('an alias bomb, endless nesting and a huge file are refused quickly', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`)].join('\n');
  const started = performance.now();
  for (const text of [bomb, '['.repeat(500_000), `${'{a: '.repeat(3_000)}`, '- '.repeat(200_000), 'x'.repeat(2 ** 20 + 1)]) {
    assert.equal(readPubliccode(text, 'x').kind, 'unparsable');
  }
  assert.ok(performance.now() - started < 5_000);
});

test('an alias that leads in a circle is refused at its line', () => {
  for (const [text, line] of [['name: a\ndescription: &d\n  de: *d\n', 3], ['a: &a [*a]', 1], ['a: &a\n  b: &b\n    - c: *a\n    - *b\n', 3]] as const) {
    const reading = readPubliccode(text, 'x');
    assert.deepEqual([reading.kind, reading.kind === 'unparsable' && reading.line, reading.kind === 'unparsable' && /Kreis/u.test(reading.reason)], ['unparsable', line, true], text);
  }
  assert.equal(readPubliccode(`${minimal}usedBy: &u [Musterstadt]\nfundedBy: []\nisBasedOn: *u\n`, 'x').kind, 'read', 'an alias beside its anchor is no circle');
});

test('a file of 100 MB is refused without being read', () => {
  const started = performance.now();
  const reading = readPubliccode(Buffer.alloc(100 * 1024 * 1024, 97), 'x');
  assert.ok(reading.kind === 'unparsable' && /größer/u.test(reading.reason));
  assert.ok(performance.now() - started < 5_000);
});

test('whatever the text, reading ends with a result and every problem points into the file', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const keys = fc.constantFrom('name', 'url', 'description', 'legal', 'maintenance', 'localisation', 'platforms', 'categories', 'it', 'IT', '__proto__', 'intendedAudience', 'dependsOn', 'releaseDate');
  fc.assert(fc.property(fc.dictionary(keys, value), (content) => {
    const text = JSON.stringify(content);
    const reading = readPubliccode(text, 'ersatz');
    if (reading.kind === 'unparsable') return;
    assert.ok(reading.listing.name.length > 0);
    for (const problem of [...reading.conformance.problems, ...reading.normalised]) {
      assert.ok(problem.line >= 1 && problem.line <= text.split('\n').length);
      assert.match(problem.pointer, /^(\/.*)?$/s);
    }
  }), { numRuns: 500 });
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
    assert.ok(['read', 'unparsable'].includes(readPubliccode(text, 'ersatz').kind));
  }), { numRuns: 500 });
});
