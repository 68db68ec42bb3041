import { newId } from '@allmende/database';
import type { ParcelContent } from '../domain/parcel-content.ts';

/** A submission of an invented service; everything can be replaced. */
export function aParcel(change: Partial<ParcelContent> = {}): ParcelContent {
  const summary = { pages: [{ title: 'Person', rows: [{ label: 'Vorname', value: 'Ilvy' }, { label: 'Familienname', value: 'Musterfrau-Beispiel' }] }], results: [{ label: 'Steuer', value: '96,00 €' }] };
  return {
    submission: newId(), reference: 'AAAA-BBBB-CCCC', service: { id: 'hundesteuer-anmelden', version: '1.0.0', packageHash: 'a'.repeat(64), overlayHash: 'b'.repeat(64), name: { de: 'Hundesteuer anmelden' }, regime: 'ao-kag', secrecy: 'tax', leistungsschluessel: '99102013070000' },
    placeArs: '081210000000', placeName: 'Heilbronn', submittedAt: '2026-11-21T09:00:00.000Z', language: 'de', answers: { 'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel' }, results: { annualTax: 9600 }, summary: { de: summary },
    recipient: ['Ilvy Musterfrau-Beispiel'], clearName: undefined, missingEvidence: [], decisions: [], remedy: undefined, facts: {}, office: { name: undefined, address: undefined, telephone: undefined, email: undefined }, hasExampleValues: false, firstDueDays: undefined, ...change,
  };
}
