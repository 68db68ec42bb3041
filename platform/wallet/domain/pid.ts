import type { ClaimPath } from './disclose-claims.ts';
import type { PersonAttributes } from './identified-person.ts';
import { isObject } from './read-token.ts';
import { demand } from './refusal.ts';

/** The types of the PID as SD-JWT VC, the German form first. Source: EUDI attestation rulebook PID, catalogue of 2026-07-20. */
export const PID_TYPES = ['urn:eudi:pid:de:1', 'urn:eudi:pid:1'] as const;
/** The PID as mdoc: document type and namespace. */
export const PID_DOCUMENT = 'eu.europa.ec.eudi.pid.1';

export type PersonAttribute = keyof PersonAttributes;

// The same attribute is named differently in the two formats (rulebook PID, chapters 3 and 4).
const NAMES: Readonly<Record<PersonAttribute, { readonly path: ClaimPath; readonly element: string }>> = {
  givenName: { path: ['given_name'], element: 'given_name' },
  familyName: { path: ['family_name'], element: 'family_name' },
  birthDate: { path: ['birthdate'], element: 'birth_date' },
  street: { path: ['address', 'street_address'], element: 'resident_street' },
  postcode: { path: ['address', 'postal_code'], element: 'resident_postal_code' },
  town: { path: ['address', 'locality'], element: 'resident_city' },
};

/** Where an attribute lies in the PID as SD-JWT VC. */
export const pathOf = (attribute: PersonAttribute): ClaimPath => NAMES[attribute].path;
/** What an attribute is called in the PID as mdoc. */
export const elementOf = (attribute: PersonAttribute): string => NAMES[attribute].element;

/** Attributes of a person out of claims, only those that were asked for; each is text of at most 300 characters, and the birth date a day. Throws WalletRefusal for others and for missing ones. */
export function attributesOf(asked: readonly PersonAttribute[], read: (attribute: PersonAttribute) => unknown): PersonAttributes {
  return Object.fromEntries(asked.map((attribute) => {
    const value = read(attribute);
    demand(value !== undefined && value !== null && value !== '', 'claims-missing');
    demand(typeof value === 'string' && value.length <= 300 && !/\p{Cc}/u.test(value), 'claims-unusable');
    if (attribute === 'birthDate') demand(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(value), 'claims-unusable');
    return [attribute, value.normalize('NFC')];
  }));
}

/** The value at a path; undefined when there is none. */
export function valueAt(claims: Readonly<Record<string, unknown>>, path: ClaimPath): unknown {
  let value: unknown = claims;
  for (const step of path) {
    if (!isObject(value)) return undefined;
    value = value[step];
  }
  return value;
}

/** Whether everything that was disclosed was asked for, or leads to it, or is part of it. */
export function isAskedFor(disclosed: ClaimPath, asked: readonly ClaimPath[]): boolean {
  return asked.some((path) => disclosed.every((step, index) => index >= path.length || path[index] === step));
}

/** The attributes that every PID has and that a wallet can be asked for. */
export const PERSON_ATTRIBUTES = Object.keys(NAMES) as readonly PersonAttribute[];
