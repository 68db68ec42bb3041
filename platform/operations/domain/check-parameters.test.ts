import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput } from '@allmende/errors';
import { checkParameters, describeParameters, NOTHING_TO_STATE, stillOffered } from './check-parameters.ts';
import type { Parameters, ParameterSchema } from './parameter-schema.ts';

const schema: ParameterSchema = {
  type: 'object', additionalProperties: false, required: ['seats'],
  properties: {
    services: { type: 'array', title: 'Leistungen', items: { oneOf: [{ const: 'dog', title: 'Hund' }, { const: 'cat', title: 'Katze' }] }, uniqueItems: true, minItems: 1 },
    size: { type: 'string', title: 'Größe', oneOf: [{ const: 's', title: 'Klein' }, { const: 'l', title: 'Groß' }] },
    note: { type: 'string', title: 'Hinweis', maxLength: 5 },
    seats: { type: 'integer', title: 'Plätze', minimum: 1, maximum: 10 },
    backup: { type: 'boolean', title: 'Sicherung' },
  },
};

function refused(parameters: Parameters, by: ParameterSchema = schema): string[] {
  try {
    checkParameters(by, parameters);
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidInput);
    return error.fields.map((one) => one.pointer);
  }
}

test('what the app offers is accepted and described by its titles', () => {
  const parameters: Parameters = { services: ['cat', 'dog'], size: 'l', note: 'kurz', seats: 3, backup: true };
  assert.deepEqual(checkParameters(schema, parameters), parameters);
  assert.equal(describeParameters(schema, parameters), 'Leistungen: Katze, Hund; Größe: Groß; Hinweis: kurz; Plätze: 3; Sicherung: ja');
});

test('every field that does not fit is named once', () => {
  assert.deepEqual(refused({ services: ['dog', 'bird'], size: 'm', note: 'zu lang', seats: 11, backup: 'yes' }), ['/parameters/services', '/parameters/size', '/parameters/note', '/parameters/seats', '/parameters/backup']);
  assert.deepEqual(refused({ services: ['dog', 'dog'], seats: 1.5 }), ['/parameters/services', '/parameters/seats']);
  assert.deepEqual(refused({ services: [] }), ['/parameters/services', '/parameters/seats']);
  assert.deepEqual(refused({ seats: 2, 'a/b~c': 'x', toString: 'x' }), ['/parameters/a~1b~0c', '/parameters/toString']);
  assert.deepEqual(refused({ services: ['dog'] }, NOTHING_TO_STATE), ['/parameters/services']);
});

test('of a neighbour’s choice only what is still offered stays', () => {
  assert.deepEqual(stillOffered(schema, { services: ['dog', 'bird'], size: 'm', gone: 'x', seats: 2 }), { services: ['dog'], seats: 2 });
  assert.deepEqual(stillOffered(schema, { services: ['bird'] }), {});
});
