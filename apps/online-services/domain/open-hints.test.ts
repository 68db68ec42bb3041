import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '@allmende/time';
import { compileServicePackage } from './compile-service-package.ts';
import { checkServicePackage } from './check-service-package.ts';
import { openHints } from './open-hints.ts';
import { parseExpression } from './rules/parse-expression.ts';
import { situationOf } from './situation.ts';
import { aFinishedDraft, anOverlay, theDogTaxPackage } from '../testing/index.ts';

function expression(text: string) {
  const parsed = parseExpression(text);
  if (!('expression' in parsed)) throw new Error(parsed.problem);
  return parsed.expression;
}

function withHint(when: string, field = 'keeping.otherDogs') {
  const shipped = theDogTaxPackage();
  const texts = Object.fromEntries(Object.entries(shipped.texts).map(([language, words]) => [language, { ...words, 'hint.many-dogs': 'Stimmt die Zahl?' }]));
  return { ...shipped, texts, rules: { ...shipped.rules, hints: [{ id: 'many-dogs', when: expression(when), field }] } };
}

test('a hint is given while its condition is true, with the page on which it can be changed, and holds nobody up', () => {
  const servicePackage = withHint('keeping.otherDogs > 4');
  assert.deepEqual(checkServicePackage(servicePackage), []);
  const service = compileServicePackage(servicePackage, anOverlay());
  const at = (otherDogs: number) => situationOf(service, aFinishedDraft({ 'keeping.otherDogs': otherDogs }), plainDate('2026-05-20'));
  assert.deepEqual(openHints(at(5)), [{ id: 'many-dogs', page: 'keeping' }]);
  assert.equal(at(5).checkPage.state, 'done');
  assert.deepEqual(openHints(at(0)), []);
  const { 'keeping.otherDogs': _unanswered, ...answers } = aFinishedDraft().answers;
  assert.deepEqual(openHints(situationOf(service, { ...aFinishedDraft(), answers }, plainDate('2026-05-20'))), [], 'what is unknown is no hint');
});

test('a hint without words, with another type or an unknown field is refused', () => {
  const messages = (servicePackage: unknown) => checkServicePackage(servicePackage).map(({ message }) => message).join('\n');
  assert.match(messages(withHint('keeping.otherDogs')), /hint many-dogs must be boolean/u);
  assert.match(messages(withHint('keeping.otherDogs > 4', 'keeping.cats')), /hint many-dogs leads to unknown field keeping.cats/u);
  assert.match(messages({ ...withHint('keeping.otherDogs > 4'), texts: theDogTaxPackage().texts }), /hint.many-dogs/u);
});
