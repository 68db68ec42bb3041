import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readProblemPage } from '../domain/read-problem-page.ts';

const root = path.join(import.meta.dirname, '../../..');
const pages = new Set(readdirSync(path.join(root, 'docs/problems'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3)));

/** Codes as errors carry them: `code: 'room/what'`, also as one of two or as a default. */
const CODE = /\bcode: [^'\n]{0,40}'(?<first>[a-z-]+\/[a-z-]+)'(?: : '(?<second>[a-z-]+\/[a-z-]+)')?/gu;

/** A room that puts its codes together from a table of reasons: `${room}/${reason}`. */
const COMPOSED = /\bcode: `(?<room>[a-z-]+)\/\$\{reason\}`/u;
const REASON = /^ {2}'?(?<reason>[a-z-]+)'?: \{ kind: /gmu;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(path.join(folder, entry.name));
    return entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path.join(folder, entry.name)] : [];
  });
}

const used = new Map<string, string>();
for (const storey of ['kernel', 'platform', 'apps', 'processes']) {
  for (const file of sources(path.join(root, storey))) {
    const text = readFileSync(file, 'utf8');
    for (const { groups } of text.matchAll(CODE)) {
      for (const code of [groups?.['first'], groups?.['second']]) if (code !== undefined) used.set(code, path.relative(root, file));
    }
    const room = COMPOSED.exec(text)?.groups?.['room'];
    if (room !== undefined) for (const { groups } of text.matchAll(REASON)) used.set(`${room}/${groups?.['reason'] ?? ''}`, path.relative(root, file));
  }
}
used.set('kernel/fault', 'kernel/http/problem.ts');

test('every error code in the code has a page', () => {
  assert.ok(used.size > 40, `only ${used.size} codes found: the search is asleep`);
  assert.deepEqual([...used].filter(([code]) => !pages.has(code)).map(([code, file]) => `${code} (${file})`), []);
});

test('every page is about a code that exists and can be read', () => {
  for (const page of pages) {
    assert.ok(used.has(page), `${page} is thrown nowhere`);
    const text = readFileSync(path.join(root, 'docs/problems', `${page}.md`), 'utf8');
    assert.ok(text.startsWith(`# ${page}\n`), page);
    assert.doesNotThrow(() => readProblemPage(text), page);
  }
});
