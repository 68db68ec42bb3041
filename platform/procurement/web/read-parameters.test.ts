import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ParameterSchema } from '@allmende/operations';
import fc from 'fast-check';
import { readParameters, shownParameters } from './read-parameters.ts';

const schema: ParameterSchema = {
  type: 'object', additionalProperties: false,
  properties: {
    services: { type: 'array', title: 'Leistungen', items: { oneOf: [{ const: 'a', title: 'A' }, { const: 'b', title: 'B' }] }, uniqueItems: true },
    note: { type: 'string', title: 'Hinweis', maxLength: 40 },
    share: { type: 'number', title: 'Anteil' },
    backup: { type: 'boolean', title: 'Sicherung' },
  },
};

test('what a form shows is read back as it was', () => {
  fc.assert(fc.property(
    fc.subarray(['a', 'b'], { minLength: 1 }), fc.stringMatching(/^[a-zäöü.]{1,20}$/u), fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100), fc.boolean(),
    (services, note, share, backup) => assert.deepEqual(readParameters(schema, shownParameters({ services, note, share, backup })), { services, note, share, backup }),
  ));
});

test('empty fields state nothing, and what is no number stays as it was typed', () => {
  assert.deepEqual(readParameters(schema, { services: [], note: ['  '], share: ['viele'] }), { share: 'viele', backup: false });
  assert.deepEqual(readParameters(schema, { share: ['1.200,5'] }), { share: 1200.5, backup: false });
});
