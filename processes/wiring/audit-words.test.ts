import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { auditWords } from './audit-words.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
// What rooms hand to `record`, where they do and where they say what a change of theirs records.
const sources = globSync(['{kernel,platform,apps}/*/actions/**/*.ts', '{kernel,platform,apps}/*/domain/*-facts.ts'], { cwd: root }).map((file) => ({ room: file.split('/')[1] ?? '', text: readFileSync(`${root}${file}`, 'utf8') }));
const recorders = sources.filter(({ text }) => /import \{[^}]*\brecord\b[^}]*\} from '(?:@allmende\/audit|\.\/record\.ts)'/u.test(text));
const named = (pattern: RegExp) => [...new Set(recorders.flatMap(({ text }) => text.split('\n').flatMap((line) => (line.includes('action:') ? [...line.matchAll(pattern)].map((match) => match[1] ?? '') : []))))].toSorted();

/** The keys of every object written after `facts:` or `personal:`, also those that are only sometimes there. */
function recordedKeys(text: string): string[] {
  return [...text.matchAll(/\b(?:facts|personal)\??: \{/gu)].flatMap(({ index, 0: start }) => {
    const from = index + start.length - 1;
    let depth = 0;
    let end = from;
    do {
      if (text[end] === '{') depth += 1;
      if (text[end] === '}') depth -= 1;
      end += 1;
    } while (depth > 0 && end < text.length);
    // Arguments of calls and words in quotes look like keys and are none.
    let written = text.slice(from, end).replaceAll(/'[^']*'/gu, "''");
    for (let before = ''; before !== written;) [before, written] = [written, written.replaceAll(/(?<=\w)\((?:[^(){}]|\{[^{}]*\})*\)|\([^(){}]*\)/gu, '')];
    return [...written.matchAll(/(?<=[{,]\s*)([a-z]\w*)(?=\s*[:,}])/giu)].map((match) => match[1] ?? '');
  });
}

test('every act that a room records has a sentence for people', () => {
  const actions = named(/'([a-z-]+\/[a-z-]+)'/gu);
  assert.ok(actions.length > 50, `${actions.length} actions found`);
  assert.deepEqual(actions.filter((action) => { const [room = '', act = ''] = action.split('/'); return auditWords[room]?.actions[act] === undefined; }), []);
});

test('every kind of subject has a name', () => {
  const subjects = new Set(Object.values(auditWords).flatMap((words) => Object.keys(words.subjects)));
  assert.deepEqual(named(/subject: \{ kind: '([a-z-]+)'/gu).filter((kind) => !subjects.has(kind)), []);
});

test('every fact that a room records, open or hidden, has a name', () => {
  const keys = [...new Set(sources.flatMap(({ room, text }) => (room in auditWords ? recordedKeys(text).map((key) => `${room}: ${key}`) : [])))].toSorted();
  assert.ok(keys.length > 100, `${keys.length} facts found`);
  assert.deepEqual(keys.filter((key) => { const [room = '', name = ''] = key.split(': '); return auditWords[room]?.facts[name] === undefined; }), []);
  assert.deepEqual(Object.entries(auditWords).flatMap(([room, words]) => Object.keys(words.facts).map((name) => `${room}: ${name}`)).filter((key) => !keys.includes(key)), [], 'words for facts that nobody records');
});

test('the reader of facts finds keys that are written short, spread or only sometimes there', () => {
  const text = 'record(tx, { facts: { notice: found(a, b).id, kind, ...(one.two === null ? {} : { from: one.two, at: max(0, (c - d) / 2) }), last: input.last ?? \'open, no: end\' }, personal: { reason, all: JSON.stringify({ answers, results }) } })';
  assert.deepEqual(recordedKeys(text), ['notice', 'kind', 'from', 'at', 'last', 'reason', 'all']);
});

test('every word stands in German and in English', () => {
  const text = Type.String({ minLength: 1 });
  const words = Type.Record(Type.String(), Type.Object({ de: text, en: text }, { additionalProperties: false }));
  const room = Type.Object({
    room: Type.Object({ de: text, en: text }, { additionalProperties: false }), subjects: words, actions: words,
    facts: Type.Record(Type.String(), Type.Object({ de: text, en: text, format: Type.Optional(Type.Union(['euro', 'bytes', 'seconds'].map((format) => Type.Literal(format)))), values: Type.Optional(words) }, { additionalProperties: false })),
  }, { additionalProperties: false });
  for (const [name, file] of Object.entries(auditWords)) assert.deepEqual([...Value.Errors(room, file)].map((error) => `${name}${error.instancePath} ${error.message}`), []);
});
