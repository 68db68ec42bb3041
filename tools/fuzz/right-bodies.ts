import { addDays, type PlainDate } from '@allmende/time';
import { aDescription } from '@allmende/vetting/testing';
import type { Chance } from './value-from-schema.ts';

/**
 * What somebody who knows what is wanted sends, by operation: rules that a schema cannot say (an order of dates, a name that exists) are met, so that what lies behind them is reached, too. `instance` is one of the authority's
 * when there is one.
 */
export function rightBody(operation: string, from: Chance, known: { readonly today: PlainDate; readonly authority: string; readonly instance: unknown }): object | undefined {
  const { today, authority, instance } = known;
  const contact = { name: 'Kim Beispiel', position: 'Digitalisierung', email: 'kim@beispiel.example' };
  switch (operation) {
    case 'handOverCompetence': return { ags: '08121000', service: 'hundesteuer-anmelden', usually: 'municipality', authority: null, validFrom: addDays(today, 30 + from.below(300)), reason: 'Weil es so vereinbart ist' };
    case 'enterAwardParameter': return { name: 'direct-order-threshold', land: from.pick(['08', '13', '06']), validFrom: addDays(today, 1 + from.below(3000)), validUntil: null, value: 100_000 + from.below(1000), basis: 'Beispielwert', source: 'Beispielwert des Prüfprogramms' };
    case 'applyForMembership': return { authority: from.pick(['muenchen', 'leipzig', 'dresden', 'bremen', 'landkreis-rostock', 'essen', 'kiel', 'mainz']), contact };
    case 'admitMember': return { decision: 'Beschluss 7', decidedOn: addDays(today, -3), text: 'Aufgenommen' };
    case 'refuseMembershipApplication': return { decidedOn: addDays(today, -3), text: 'Der Antrag war doppelt' };
    case 'announceMaintenance': return { from: `${addDays(today, 2)}T20:00:00Z`, until: `${addDays(today, 2)}T22:00:00Z`, de: 'Wartung der Datenbank' };
    case 'applyAsSupplier': return { name: `Beispiel ${from.below(1e6)} GmbH`, seat: 'Musterstadt', register: `Amtsgericht Musterstadt HRB ${from.below(1e6)}`, website: 'https://beispiel.example/', contact: { name: contact.name, email: contact.email } };
    case 'signDeclaration': return { form: 'paper', signedOn: today, reference: 'Akte 7' };
    case 'enterResolution': return { body: 'Gemeinderat', number: '7/2026', decidedOn: addDays(today, -3), reference: 'Akte 8' };
    case 'proposeAmendment': return { title: 'Kürzere Laufzeit', text: 'Die Laufzeit wird geändert.', effectiveOn: addDays(today, 60) };
    case 'requestDrill': return typeof instance === 'string' ? { authority, instance } : undefined;
    case 'beginSolution': return { publiccode: aDescription({ name: `Musterplan ${from.below(1e6)}`, repository: `https://example.org/musterwerk/${from.below(1e6)}.git` }) };
    case 'declareOrigin': return { holder: 'Musterwerk eG', right: 'own', commit: 'a'.repeat(40), thirdParties: false };
    default: return undefined;
  }
}
