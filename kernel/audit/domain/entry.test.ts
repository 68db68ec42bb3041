import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commitTo, newSalt } from './commitment.ts';
import { checkEntry, entryText, type AuditEntry } from './entry.ts';
import { UnrecordableAct } from './errors.ts';

const entry: AuditEntry = {
  v: 1, id: '0190a000-0000-7000-8000-000000000001', tenant: '0190a000-0000-7000-8000-000000000002', at: '2026-11-21T20:00:00.000Z', action: 'procurement/order-approved',
  subject: { kind: 'order', id: '0190a000-0000-7000-8000-000000000003' }, actor: { kind: 'anonymous' }, facts: { state: 'approved', cents: 1200 }, commitments: {},
};

test('writes the canonical form whatever the order of the keys', () => {
  assert.equal(entryText({ ...entry, facts: { b: 1, a: true } }), entryText({ ...entry, facts: { a: true, b: 1 } }));
  assert.match(entryText(entry), /^\{"action":"procurement\/order-approved","actor":\{"kind":"anonymous"\},"at":/u);
});

test('takes plain facts and refuses what may carry more', () => {
  assert.equal(checkEntry(entry), entry);
  const bad: unknown[] = [{ x: 'a'.repeat(201) }, { x: NaN }, { x: null }, { x: { y: 1 } }, { x: ['a'] }, { 'a b': 1 }, { mail: 'erika@beispiel.example' }, { x: '\ud800' }, Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`k${n}`, 1]))];
  for (const facts of bad) assert.throws(() => checkEntry({ ...entry, facts: facts as AuditEntry['facts'] }), UnrecordableAct);
  for (const action of ['approved', 'Procurement/x', 'a/b/c', '']) assert.throws(() => checkEntry({ ...entry, action }), UnrecordableAct);
  assert.throws(() => checkEntry({ ...entry, subject: { kind: 'person', id: 'Erika Beispiel' } }), UnrecordableAct);
});

test('commits to a value so that the salt decides', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (value) => {
    const salt = newSalt();
    assert.equal(commitTo(salt, value), commitTo(salt, value));
    assert.notEqual(commitTo(salt, value), commitTo(newSalt(), value));
    assert.notEqual(commitTo(salt, value), commitTo(salt, `${value}x`));
  }));
});
