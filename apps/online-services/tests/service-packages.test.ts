import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readServicePackage } from '../data/read-service-package.ts';
import { checkServicePackage } from '../domain/check-service-package.ts';
import { canonicalJson, contentHash } from '../domain/content-hash.ts';
import { compileServicePackage } from '../domain/compile-service-package.ts';
import { runSampleFor } from '../domain/run-sample.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';

const efa = join(import.meta.dirname, '../../../efa');

for (const folder of readdirSync(efa, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)) {
  test(`efa/${folder} is a package without problems and has samples`, () => {
    const result = readServicePackage(join(efa, folder));
    assert.deepEqual('problems' in result ? result.problems : [], []);
    assert.ok('servicePackage' in result && result.servicePackage.samples.length >= 5);
  });
}

/** Reads a copy of the dog tax in which one file was changed. */
function withChange(file: string, change: (text: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    cpSync(join(efa, 'hundesteuer'), folder, { recursive: true });
    const before = readFileSync(join(folder, file), 'utf8');
    const after = change(before);
    assert.notEqual(after, before, 'the change must change something');
    writeFileSync(join(folder, file), after);
    const result = readServicePackage(folder);
    return 'problems' in result ? result.problems : [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MISTAKES: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
  ['broken YAML', 'flow.yaml', (text) => `${text}\n  - : [`, /.+/u],
  ['an unknown key', 'flow.yaml', (text) => `${text}\nscript: alert(1)\n`, /additional properties: script/u],
  ['a rule that cannot be read', 'rules.yaml', (text) => text.replace('keeping.otherDogs + 1', 'keeping.otherDogs +'), /dogNumber: ends too early/u],
  ['a rule of mixed types', 'rules.yaml', (text) => text.replace('keeping.otherDogs + 1', 'keeping.otherDogs + 1€'), /cannot mix integer and money/u],
  ['a rule that goes in a circle', 'rules.yaml', (text) => text.replace('dangerous: if(', 'dangerous: if(annualTax > 0€, true, false) or if('), /goes in a circle: .*annualTax → /u],
  ['an unknown field in a rule', 'rules.yaml', (text) => text.replace("keeping.origin = 'moved'", "keeping.orign = 'moved'"), /unknown field keeping.orign/u],
  ['a misspelt option', 'rules.yaml', (text) => text.replace("keeping.origin = 'moved'", "keeping.origin = 'movd'"), /no option 'movd'/u],
  ['a condition that is no condition', 'flow.yaml', (text) => text.replace('when: movedHere', 'when: dogNumber'), /dogNumber is integer, a condition must be boolean/u],
  ['a condition that looks ahead', 'flow.yaml', (text) => text.replace('id: dog,', 'id: dog, when: movedHere,'), /looks at keeping.origin, which is asked later/u],
  ['a condition that looks ahead through other rules', 'rules.yaml', (text) => text.replace("keeping.origin = 'moved'", 'claimsReduction'), /condition movedHere looks at tax.reduction, which is asked later/u],
  ['a check that looks ahead', 'rules.yaml', (text) => text.replace('must: dog.birthDate <= today', 'must: dog.birthDate <= keeping.since'), /check dogBorn looks at keeping.since/u],
  ['a condition that can never hold', 'rules.yaml', (text) => text.replace("keeping.origin = 'moved'", "keeping.origin = 'moved' and keeping.origin = 'new'"), /condition movedHere can never hold/u],
  ['an unknown condition', 'flow.yaml', (text) => text.replace('when: movedHere', 'when: movedhere'), /unknown rule movedhere/u],
  ['a field that is asked nowhere', 'flow.yaml', (text) => text.replace(', dog.chip]', ']'), /dog.chip is asked on no page/u],
  ['a field that is asked twice', 'flow.yaml', (text) => text.replace('dog.chip]', 'dog.chip, dog.chip]'), /dog.chip is asked twice/u],
  ['a missing text', 'texts.en.yaml', (text) => text.replace('    label: Breed\n', ''), /text field.dog.breed.label is missing/u],
  ['a text for nothing', 'texts.de.yaml', (text) => `${text}\nextra:\n  word: Wort\n`, /text extra.word is used nowhere/u],
  ['a broken message', 'texts.de.yaml', (text) => text.replace('{amount}', '{amount'), /no ICU message/u],
  ['a language without texts', 'service.yaml', (text) => text.replace('[de, de-leicht, en]', '[de, de-leicht, en, uk]'), /text service.name is missing/u],
  ['a failing sample', 'tests/first-dog.yaml', (text) => text.replace('annualTax: 9600', 'annualTax: 9601'), /annualTax is 9600, expected 9601/u],
  ['a sample with another path', 'tests/first-dog.yaml', (text) => text.replace('keeping, amount]', 'amount]'), /path is/u],
  ['an overlay that sets what it may not', 'tests/overlays/example.yaml', (text) => text.replace('rates.first: 9600', 'rates.zero: 0'), /unknown parameter rates.zero/u],
  ['an overlay with an impossible value', 'tests/overlays/example.yaml', (text) => text.replace('rates.first: 9600', 'rates.first: -1'), /rates.first to a value that is not allowed/u],
  ['an invented Leistungsschlüssel', 'service.yaml', (text) => text.replace('leistungsschluessel: null', 'leistungsschluessel: 99'), /must/u],
];

for (const [mistake, file, change, expected] of MISTAKES) {
  test(`refuses a package with ${mistake} and names the file`, () => {
    const problems = withChange(file, change);
    assert.match(problems.map(({ message }) => message).join('\n'), expected);
    assert.ok(problems.some((problem) => problem.file === file || (file.startsWith('tests') && problem.file.startsWith('tests')) || expected.test(problem.message)));
  });
}

test('names the line of a mistake', () => {
  const text = readFileSync(join(efa, 'hundesteuer/rules.yaml'), 'utf8');
  const line = text.split('\n').findIndex((each) => each.includes('dogNumber:')) + 1;
  const problems = withChange('rules.yaml', (before) => before.replace('keeping.otherDogs + 1', 'keeping.otherDogs + 1€'));
  assert.ok(problems.some((problem) => problem.file === 'rules.yaml' && problem.line === line), JSON.stringify(problems));
  const broken = withChange('texts.de.yaml', (before) => before.replace('{amount}', '{amount'));
  const textLine = readFileSync(join(efa, 'hundesteuer/texts.de.yaml'), 'utf8').split('\n').findIndex((each) => each.includes('{amount}')) + 1;
  assert.deepEqual(broken.map(({ line: at }) => at), [textLine]);
});

test('says which files are missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const result = readServicePackage(folder);
  rmSync(folder, { recursive: true });
  assert.ok('problems' in result && result.problems.length === 7);
});

test('the samples hold their paths with the overlay of any authority', () => {
  const overlay = anOverlay({ 'rates.first': 4711, 'start.rule': 'same-month', 'start.proRata': false });
  const service = compileServicePackage(theDogTaxPackage(), overlay);
  for (const sample of theDogTaxPackage().samples) assert.deepEqual(runSampleFor(service, sample), [], sample.name);
});

test('survives any data instead of a package and any single value planted into one', () => {
  fc.assert(fc.property(fc.anything(), (data) => { assert.ok(checkServicePackage(data).length > 0); }), { numRuns: 300 });
  const paths: (string | number)[][] = [];
  const walk = (node: unknown, path: (string | number)[]): void => {
    if (path[0] === 'texts' || path[0] === 'samples') return;
    paths.push(path);
    if (typeof node === 'object' && node !== null) for (const [key, value] of Object.entries(node)) walk(value, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  walk(theDogTaxPackage(), []);
  fc.assert(fc.property(fc.constantFrom(...paths.filter((path) => path.length > 0)), fc.jsonValue(), (path, planted) => {
    const data = structuredClone(theDogTaxPackage()) as unknown;
    let node = data as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) node = node[step] as Record<string | number, unknown>;
    node[path.at(-1)!] = planted;
    checkServicePackage(data);
  }), { numRuns: 300 });
});

test('a package that went through its canonical form is the same package and passes the same checks', () => {
  const again: unknown = JSON.parse(canonicalJson(theDogTaxPackage()));
  assert.equal(contentHash(again), contentHash(theDogTaxPackage()));
  assert.deepEqual(checkServicePackage(again), []);
});
