import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldId } from './field-id.ts';
import { formErrors } from './form-errors.ts';

test('a field id follows from the name and is safe in an address', () => {
  assert.equal(fieldId('dog.name'), 'field-dog-name');
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => assert.match(fieldId(name), /^field-[A-Za-z0-9_-]+$/)));
});

test('names of fields that differ have ids that differ', () => {
  const name = fc.array(fc.stringMatching(/^[A-Za-z0-9_]{1,4}$/), { minLength: 1, maxLength: 3 }).map((steps) => steps.join('.'));
  fc.assert(fc.property(name, name, (one, other) => assert.equal(fieldId(one) === fieldId(other), one === other)));
});

test('the problems of an input become messages by field name', () => {
  const errors = formErrors([
    { pointer: '/dog/name', code: 'required', message: 'Geben Sie den Namen ein.' },
    { pointer: '/dog/name', code: 'short', message: 'Zu kurz.' },
    { pointer: '/a~1b', code: 'x', message: 'Y' },
  ], 'de');
  assert.equal(errors.of('dog.name'), 'Geben Sie den Namen ein.');
  assert.equal(errors.of('a/b'), 'Y');
  assert.equal(errors.of('dog'), undefined);
  assert.equal(errors.all.length, 3);
});
