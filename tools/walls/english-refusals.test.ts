import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { repositoryFolder } from '../test/repository-folder.ts';
import { findMessages, roomOf } from './find-messages.ts';
import { sourceFiles } from './source-files.ts';

/** What no page of staff shows in English, and why. */
const exceptions: readonly (readonly [RegExp, string])[] = [
  [/^kernel\/(?:backup|config)\//, 'said by the command line of the operator, which speaks German'],
  [/^platform\/app-packages\//, 'said by the command line that builds app packages'],
  [/^kernel\/audit\/(?:clients|domain|jobs|actions\/(?:checkpoint|verify-audit))/, 'faults of ours and findings of the audit for the log and the command line'],
  [/^platform\/citizen-accounts\//, "said on citizens' pages, which have texts of their own"],
  [/^platform\/gateway\/(?:actions\/check-apps-domain|clients\/read-tls)\.ts$/, 'said at the start of a process'],
  [/^platform\/[\w-]+\/domain\/(?:parse-|read-|administration-rule|founding-member|dated-period|award-parameter\.ts|signature-rule|standards|agreement-text)/, 'faults in tables that ship with the platform or are imported on the command line'],
  [/^apps\/online-services\/domain\/fim\//, 'English: said about files of others on the command line'],
  [/^kernel\/identity\/(?:domain\/scim|actions\/scim|web\/scim)/, 'English by protocol (RFC 7644)'],
];

/** Sentences in files that otherwise speak to staff. */
const exceptedSentences: ReadonlyMap<string, string> = new Map([
  ['Das Leistungspaket {} hat Fehler:\n{}', 'said by the command line about a package'],
  ['Die Fassung {} von „{}“ ist schon mit anderem Inhalt veröffentlicht. Erhöhen Sie die Version in service.yaml. Wer an dem Paket noch arbeitet, kann stattdessen mit einem leeren Datenordner anfangen (./allmende up --data-dir <Ordner>).', 'said at the start of a process'],
  ['standards/procurement/dynamic-purchasing-periods.csv, Zeile {}: {}', 'a fault in a table that ships with the platform'],
  ['standards/membership/founding-members.csv, Zeile {}: {}', 'a fault in a table that ships with the platform'],
  ['standards/procurement/{}, Zeile {}: {}', 'a fault in a table that ships with the platform'],
  ['context', 'the name of a field of JSON'],
  ['parameters', 'the name of a field of JSON'],
  ['{}, Zeile {}: {}', 'a fault in a table that is imported on the command line'],
]);

/** Names of files, variables and fields, which are the same in every language. */
const isName = (text: string): boolean => /[_./]/.test(text) && !/\s/.test(text);

const declarations = new Map(sourceFiles(repositoryFolder).filter((path) => path.endsWith('/english-refusals.ts')).map((path) => [path, declaredIn(read(path))]));
const declared = new Set([...declarations.values()].flat());

test('what rules say to staff has its English', () => {
  const said = findMessages(sourcesOfRules());
  const excepted = said.filter(({ path, text }) => exceptions.some(([pattern]) => pattern.test(path)) || exceptedSentences.has(text));
  const lacking = said.filter((one) => !excepted.includes(one) && !declared.has(one.text) && !isName(one.text)).map(({ path, line, text }) => `${path}:${line}: ${text}`);

  assert.ok(said.length > 900, `only ${said.length} sentences were found: the guard is blind`);
  assert.deepEqual(lacking, []);
  assert.deepEqual(exceptions.filter(([pattern]) => !excepted.some(({ path }) => pattern.test(path))).map(([pattern]) => String(pattern)), [], 'an exception that excepts nothing');
  assert.deepEqual([...exceptedSentences.keys()].filter((text) => !excepted.some((one) => one.text === text)), [], 'an exception that excepts nothing');
});

test('no room says one German sentence in two English ways', () => {
  const english = new Map<string, string>();
  const double = [...declarations.keys()].flatMap((path) => pairsIn(read(path)).flatMap(([german, said]) => {
    const before = english.get(german);
    english.set(german, said);
    return before === undefined || before === said ? [] : [`${german}: ${before} / ${said}`];
  }));

  assert.deepEqual(double, []);
});

test('what is declared is loaded with the room', () => {
  const idle = [...declarations.keys()].filter((path) => {
    const loader = join(repositoryFolder, roomOf(path), existsSync(join(repositoryFolder, roomOf(path), 'module.ts')) ? 'module.ts' : 'index.ts');
    return !readFileSync(loader, 'utf8').includes("english-refusals.ts';");
  });

  assert.deepEqual(idle, []);
});

const planted: readonly (readonly [string, string, readonly string[]])[] = [
  ['a field problem', "export const a = { pointer: '/name', code: 'required', message: 'Nennen Sie den Namen.' };", ['Nennen Sie den Namen.']],
  ['a refusal', "class Late extends DomainError { constructor() { super({ kind: 'conflict', code: 'x/late', message: `Seit ${days} Tagen zu spät.` }); } }", ['Seit {} Tagen zu spät.']],
  ['a refusal of a refusal', "class Late extends DomainError {}\nclass Later extends Late { constructor() { super({ message: 'Noch später.' }); } }", ['Noch später.']],
  ['the message of an invalid input', "class InvalidInput extends DomainError {}\nthrow new InvalidInput([], { message: 'Das passt nicht.' });", ['Das passt nicht.']],
  ['a choice', "export const a = { pointer: '/a', code: 'b', message: few ? 'Zu wenig.' : `Zu viel: ${count}.` };", ['Zu wenig.', 'Zu viel: {}.']],
  ['a choice inside a sentence', "export const a = { pointer: '/a', code: 'b', message: `Das ist ${few ? 'zu wenig' : 'zu viel'}.` };", ['Das ist zu wenig.', 'Das ist zu viel.']],
  ['a constant', "const SAID = { few: 'Zu wenig.', many: 'Zu viel.' };\nexport const a = { pointer: '/a', code: 'b', message: SAID[code] };", ['Zu wenig.', 'Zu viel.']],
  ['a function that carries it', "const problem = (message: string) => ({ pointer: '/a', code: 'b', message });\nproblem('Zu wenig.');", ['Zu wenig.']],
  ['a function that carries a part of it', "function name(what: string) { return { pointer: '/a', code: 'b', message: `Nennen Sie ${what}.` }; }\nname('die Quelle');", ['Nennen Sie {}.', 'die Quelle']],
  ['an error that carries it', "class NotNow extends DomainError { constructor(message: string) { super({ kind: 'conflict', code: 'x/y', message }); } }\nthrow new NotNow('Zu spät.');", ['Zu spät.']],
];

for (const [name, source, texts] of planted) {
  test(`the guard is awake: ${name}`, () => {
    assert.deepEqual(findMessages(new Map([['apps/cases/domain/plant.ts', source]])).map(({ text }) => text).sort(), [...texts].sort());
  });
}

function sourcesOfRules(): Map<string, string> {
  const paths = sourceFiles(repositoryFolder).filter((path) => /^(?:kernel|platform|apps)\//.test(path) && !/\.test\.ts$|\/tests\/|\/testing\//.test(path));
  return new Map(paths.map((path) => [path, read(path)]));
}

function read(path: string): string {
  return readFileSync(join(repositoryFolder, path), 'utf8');
}

function declaredIn(text: string): string[] {
  return pairsIn(text).map(([german]) => german);
}

function pairsIn(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.name) && ts.isStringLiteralLike(node.initializer)) pairs.push([node.name.text, node.initializer.text]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('english-refusals.ts', text, ts.ScriptTarget.Latest, false));
  return pairs;
}
