import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readSpecialistReply, SPECIALIST_REPLY_SCHEMA } from './specialist-reply.ts';

const published = JSON.parse(readFileSync(new URL('../../../docs/schemas/specialist-reply-1.json', import.meta.url), 'utf8')) as { $id: string };
const fits = new Ajv2020().compile(published);
const id = '0190a000-0000-7000-8000-000000000001';
const read = (value: unknown, hasDocuments = false) => readSpecialistReply(Buffer.from(JSON.stringify(value)), hasDocuments);

test('what is read is what the published schema says', () => {
  assert.equal(published.$id, SPECIALIST_REPLY_SCHEMA);
  const right = [{ id }, { id, state: 'waiting' }, { id, replies: [{ kind: 'fee', fee: { amountCents: 1, iban: 'DE02120300000000202051' }, due: '2026-12-31' }] }, { id, decision: 'granted', replies: [{ kind: 'decision', text: 'x'.repeat(4_000) }] }];
  const wrong = [
    {}, { id: 'one' }, { id, state: 'submitted' }, { id, more: 1 }, { id, replies: [{ kind: 'greeting' }] }, { id, replies: [{ kind: 'note', text: 'x'.repeat(4_001) }] }, { id, replies: [{ kind: 'question', due: '2026-13-01' }] },
    { id, replies: [{ kind: 'fee', fee: { amountCents: 1.5 } }] }, { id, replies: [{ kind: 'fee', fee: { amountCents: -1 } }] }, { id, replies: [{ kind: 'note', text: '' }] }, { id, replies: Array.from({ length: 11 }, () => ({ kind: 'note' })) }, [], null, 'text',
  ];
  for (const value of right) assert.deepEqual([fits(value), read(value) !== undefined], [true, true], JSON.stringify(value).slice(0, 100));
  for (const value of wrong) assert.deepEqual([fits(value), read(value)], [false, undefined], JSON.stringify(value).slice(0, 100));
  assert.equal(readSpecialistReply(Buffer.from('{"id":'), false), undefined);
  assert.equal(readSpecialistReply(Buffer.from([0xff, 0xfe]), false), undefined);
});

test('a question and a fee wait for the applicant, a decision ends it, letters alone mean work', () => {
  assert.equal(read({ id, replies: [{ kind: 'question' }] })?.state, 'waiting');
  assert.equal(read({ id, replies: [{ kind: 'fee', fee: { amountCents: 100 } }] })?.state, 'waiting');
  assert.equal(read({ id, replies: [{ kind: 'decision' }] })?.state, 'decided');
  assert.equal(read({ id, replies: [{ kind: 'received' }] })?.state, 'in-progress');
  assert.equal(read({ id })?.state, undefined);
  assert.equal(read({ id }, true)?.state, 'in-progress');
});
