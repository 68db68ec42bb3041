import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialsOf } from './credentials-of.ts';
import type { ServicePackage } from './service-package.ts';

const servicePackage = { case: { decisions: [{ id: 'assessment', credential: { type: 'dog-tax-badge', number: 'reference', claims: { badge_number: 'reference', dog_chip: 'dog.chip', dog_name: 'dog.name' } } }, { id: 'no-tax' }] } } as unknown as ServicePackage;
const application = { reference: '7K3M-92QX-4TBN', decision: 'assessment', state: 'decided', serviceName: 'Hundesteuer anmelden', submittedOn: '2026-11-01', decidedOn: '2026-11-20', answers: { 'dog.name': 'Krümel', 'applicant.familyName': 'Beispiel' } };

test('a decision gives what the package says, without what nobody answered', () => {
  assert.deepEqual(credentialsOf(servicePackage, application), [
    { type: 'dog-tax-badge', number: '7K3M-92QX-4TBN', claims: { badge_number: '7K3M-92QX-4TBN', dog_name: 'Krümel' } },
    { type: 'completion-certificate', number: '7K3M-92QX-4TBN', claims: { service: 'Hundesteuer anmelden', reference: '7K3M-92QX-4TBN', submitted_on: '2026-11-01', decided_on: '2026-11-20', family_name: 'Beispiel' } },
  ]);
});

test('another decision gives only that there was one, and none gives nothing', () => {
  assert.deepEqual(credentialsOf(servicePackage, { ...application, decision: 'no-tax' }).map(({ type }) => type), ['completion-certificate']);
  assert.deepEqual(credentialsOf(servicePackage, { ...application, state: 'in-progress' }), []);
});
