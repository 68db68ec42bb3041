/** An attribute as it stands in an answer. */
export type TestAttribute = { readonly name: string; readonly friendlyName: string; readonly values: readonly string[]; readonly trust: string };

/** An invented person with the way they prove who they are. */
export type TestPerson = { readonly id: string; readonly label: string; readonly way: string; readonly context: string; readonly attributes: readonly TestAttribute[] };

const OID = {
  bPK2: 'urn:oid:1.3.6.1.4.1.25484.494450.3', givenName: 'urn:oid:2.5.4.42', surname: 'urn:oid:2.5.4.4', birthName: 'urn:oid:1.2.40.0.10.2.1.1.225566', birthdate: 'urn:oid:1.2.40.0.10.2.1.1.55', placeOfBirth: 'urn:oid:1.3.6.1.5.5.7.9.2', mail: 'urn:oid:0.9.2342.19200300.100.1.3', legacyPostkorbHandle: 'urn:oid:2.5.4.18',
} as const;

const given = (friendlyName: keyof typeof OID, value: string, trust: string): TestAttribute => ({ name: OID[friendlyName], friendlyName, values: [value], trust });

/** Nobody of them exists. */
export const testPeople: readonly TestPerson[] = [
  {
    id: 'mia', label: 'Mia Erfunden', way: 'Online-Ausweis', context: 'STORK-QAA-Level-4',
    attributes: [
      given('givenName', 'Mia', 'HOCH'), given('surname', 'Erfunden', 'HOCH'), given('birthName', 'Ausgedacht', 'HOCH'), given('birthdate', '1988-04-17', 'HOCH'), given('placeOfBirth', 'Musterstadt', 'HOCH'), given('mail', 'mia@beispiel.example', 'UNTERGEORDNET'), given('legacyPostkorbHandle', '6b1f9a52-3c1d-4d0a-9f42-5f0c7e7f6a11', 'HOCH'),
    ],
  },
  { id: 'noah', label: 'Noah Fiktiv', way: 'Online-Ausweis', context: 'STORK-QAA-Level-4', attributes: [given('givenName', 'Noah', 'HOCH'), given('surname', 'Fiktiv', 'HOCH'), given('birthdate', '1975-11-02', 'HOCH'), given('placeOfBirth', 'Beispielhausen', 'HOCH')] },
  { id: 'emil', label: 'Emil Gedacht', way: 'ELSTER-Zertifikat', context: 'STORK-QAA-Level-3', attributes: [given('givenName', 'Emil', 'SUBSTANTIELL'), given('surname', 'Gedacht', 'SUBSTANTIELL'), given('birthdate', '1969-01-30', 'SUBSTANTIELL')] },
  { id: 'lea', label: 'Lea Beispielhaft', way: 'Benutzername und Passwort', context: 'STORK-QAA-Level-1', attributes: [given('givenName', 'Lea', 'UNTERGEORDNET'), given('surname', 'Beispielhaft', 'UNTERGEORDNET'), given('mail', 'lea@beispiel.example', 'UNTERGEORDNET')] },
];

/** The pseudonym of a person for one service provider: another one for each, as BundID does. */
export function pseudonym(hash: (text: string) => string, person: string, serviceProvider: string): TestAttribute {
  return given('bPK2', hash(`${person} ${serviceProvider}`), 'HOCH');
}
