import { newId } from '@allmende/database';
import type { CaseContent } from '../domain/case-content.ts';

/** A submission of an invented applicant as delivery hands it over. */
export function aParcelContent(content: Partial<CaseContent> = {}): CaseContent {
  const submission = newId();
  return {
    submission, reference: submission.slice(-12).toUpperCase().replace(/(.{4})(.{4})(.{4})/u, '$1-$2-$3').replaceAll(/[ILOU]/gu, '7'),
    service: { id: 'hundesteuer-anmelden', version: '1.0.0', packageHash: 'a'.repeat(64), overlayHash: 'b'.repeat(64), name: { de: 'Hundesteuer anmelden', en: 'Register for dog tax' }, regime: 'ao-kag', secrecy: 'tax' },
    placeArs: '081210000000', placeName: 'Heilbronn', submittedAt: '2026-11-20T10:00:00.000Z', language: 'de',
    answers: { 'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel', 'dog.name': 'Krümel' },
    summary: {
      de: { pages: [{ title: 'Ihr Hund', rows: [{ label: 'Name des Hundes', value: 'Krümel' }, { label: 'Chipnummer', value: undefined }] }], results: [{ label: 'Hundesteuer im Jahr', value: '96,00 €' }] },
      en: { pages: [{ title: 'Your dog', rows: [{ label: 'Name of the dog', value: 'Krümel' }] }], results: [{ label: 'Dog tax a year', value: '€96.00' }] },
    },
    recipient: ['Ilvy Musterfrau-Beispiel', 'Beispielweg 7b', '00000 Musterstadt'], clearName: undefined, missingEvidence: [],
    decisions: [
      {
        id: 'assessment', label: { de: 'Steuer festsetzen', en: 'Assess the tax' }, setsAmount: true, amountCents: 9600, setsFirstAmount: true, firstAmountCents: 5600, startsOn: '2026-06-01',
        blocks: ['Hundesteuerbescheid', 'Für „{dogName}“ setzen wir ab dem {startsOn} eine Hundesteuer von {amount} im Jahr fest.', 'Für das Jahr {firstYear} zahlen Sie {firstAmount}. Der Betrag ist am {dueOn} fällig.', 'Grundlage ist: {statute} vom {statuteDate}.'],
      },
      { id: 'no-tax', label: { de: 'Keine Steuer', en: 'No tax' }, setsAmount: false, amountCents: undefined, setsFirstAmount: false, firstAmountCents: undefined, startsOn: undefined, blocks: ['Ihre Anmeldung', 'Wir setzen keine Hundesteuer fest. Der Grund: {reason}'] },
    ],
    remedy: { kind: 'widerspruch', text: 'Sie können innerhalb eines Monats Widerspruch erheben bei: {authority}, {address}.', source: '§§ 68 und 70 VwGO', example: true },
    facts: { dogName: 'Krümel', firstYear: 2026, statute: 'Satzung (Beispiel)', statuteDate: '1. Januar 2026' },
    office: { name: 'Stadtkämmerei', address: 'Beispielplatz 1, 00000 Musterstadt', telephone: undefined, email: 'steuern@example.org' },
    hasExampleValues: true, firstDueDays: 30, ...content,
  };
}
