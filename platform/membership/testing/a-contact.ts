import type { Contact } from '../domain/membership-application.ts';

/** A contact for tests, clearly invented. */
export function aContact(changes: Partial<Contact> = {}): Contact {
  return { name: 'Erika Erfunden', position: 'Hauptamt', email: 'erfunden@behoerde.example', phone: '', message: '', ...changes };
}
