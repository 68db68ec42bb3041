import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredSoFar, missingTexts } from '@allmende/i18n';

test('start and place pages speak every language of citizens’ pages', async () => {
  // The components come first, so that only this room's own texts are counted.
  await import('@allmende/http');
  const before = declaredSoFar();
  for (const view of ['start', 'place', 'places', 'authority', 'services', 'known-service']) await import(`../web/pages/${view}.view.ts`);
  const { texts, missing } = missingTexts(before);
  assert.ok(texts > 70, `only ${texts} texts`);
  assert.deepEqual(missing.map(({ language, key, german }) => `${language}: ${key} (${german})`), []);
});
