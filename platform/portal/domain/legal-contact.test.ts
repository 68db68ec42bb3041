import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { InvalidInput } from '@allmende/errors';
import { LEGAL_CONTACT_FIELDS, NO_LEGAL_CONTACT, readLegalContact, type LegalContact } from './legal-contact.ts';

const refused = (typed: Partial<LegalContact>): string[] => {
  try {
    readLegalContact({ ...NO_LEGAL_CONTACT, ...typed });
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidInput);
    return error.fields.map(({ pointer }) => pointer);
  }
};

test('a half filled contact is taken', () => {
  assert.deepEqual(readLegalContact({ ...NO_LEGAL_CONTACT, address: ' Beispielweg 1 \r\n 00000 Musterort ' }), { ...NO_LEGAL_CONTACT, address: 'Beispielweg 1\n00000 Musterort' });
});

test('an e-mail address or phone number that cannot be one is refused at its field', () => {
  assert.deepEqual(refused({ email: 'rathaus', phone: 'siehe unten' }), ['/email', '/phone']);
  assert.deepEqual(refused({ email: 'rathaus@example.org', phone: '+49 (0) 30 / 123-45' }), []);
  assert.deepEqual(refused({ address: 'x'.repeat(1001) }), ['/address']);
});

test('reading what was read changes nothing', () => {
  const text = fc.string({ maxLength: 200 });
  const contact = fc.record(Object.fromEntries(LEGAL_CONTACT_FIELDS.map((field) => [field, field === 'email' || field === 'phone' ? fc.constant('') : text]))) as fc.Arbitrary<LegalContact>;
  fc.assert(fc.property(contact, (typed) => {
    const once = readLegalContact(typed);
    assert.deepEqual(readLegalContact(once), once);
  }));
});
