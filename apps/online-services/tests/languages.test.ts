import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredSoFar, missingTexts } from '@allmende/i18n';

const VIEWS = ['service-start', 'question-page', 'check-answers', 'receipt', 'status', 'application-overview', 'continue-later', 'draft-gone', 'resume', 'row-list', 'row-page', 'remove-row', 'evidence'];

test('every page of an application speaks every language of citizens’ pages', async () => {
  // The kernel's own come first, so that only this room's texts are counted.
  await import('@allmende/http');
  const before = declaredSoFar();
  for (const view of VIEWS) await import(`../web/pages/${view}.view.ts`);
  for (const part of ['form-aids', 'completeness-part', 'evidence-cards', 'evidence-part']) await import(`../web/${part}.ts`);
  const { texts, missing } = missingTexts(before);
  assert.ok(texts > 120, `only ${texts} texts`);
  assert.deepEqual(missing.map(({ language, key, german }) => `${language}: ${key} (${german.slice(0, 60)})`), []);
});
