import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { auditWords } from './audit-words.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = globSync('{kernel,platform,apps}/*/actions/**/*.ts', { cwd: root }).map((file) => readFileSync(`${root}${file}`, 'utf8')).filter((text) => /import \{[^}]*\brecord\b[^}]*\} from '(?:@allmende\/audit|\.\/record\.ts)'/u.test(text));
const named = (pattern: RegExp) => [...new Set(files.flatMap((text) => text.split('\n').flatMap((line) => (line.includes('action:') ? [...line.matchAll(pattern)].map((match) => match[1] ?? '') : []))))].toSorted();

test('every act that a room records has a sentence for people', () => {
  const actions = named(/'([a-z-]+\/[a-z-]+)'/gu);
  assert.ok(actions.length > 50, `${actions.length} actions found`);
  assert.deepEqual(actions.filter((action) => !(action in auditWords.actions)), []);
});

test('every kind of subject and every room has a name', () => {
  assert.deepEqual(named(/subject: \{ kind: '([a-z-]+)'/gu).filter((kind) => !(kind in auditWords.subjects)), []);
  assert.deepEqual(Object.keys(auditWords.actions).map((action) => action.split('/')[0] ?? '').filter((room) => !(room in auditWords.rooms)), []);
});
