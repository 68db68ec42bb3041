import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessMigrations, ANONYMOUS, NotPermitted, systemActor, type Actor } from '@allmende/access';
import { auditMigrations, listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { authorityId, registerMigrations } from '@allmende/register';
import { anEdition, importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { plainDate } from '@allmende/time';
import {
  admitMember, AlreadyApplied, AlreadyDecided, AlreadyEntered, applyForMembership, contributionClass, endMembership, enterPrivateShare, enterStatutes, findMember, foundMembers, getApplication, inHouseEvidence, listApplications, listMembers,
  membershipMigrations, refuseApplication,
} from '../index.ts';
import { aContact, enterSampleBasis } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations]);
const house = testHouse(database);
const operator: Actor = { kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] };
const heilbronn = authorityId('town', '08121000');
const flein = authorityId('town', '08125030');
const talheim = authorityId('town', '08125094');
const asOperator = { ...house, actor: operator };
const asAnybody = { ...house, actor: ANONYMOUS };
const today = house.clock.today();
const evidence = (authority: string, on: string) => database.inTenant(tenantId(authority), (tx) => inHouseEvidence(tx, authority, plainDate(on)));

await importTestEdition(database, anEdition());

test('the founding members are there after the first start, with the day of the entry and no invented one, and a second start changes nothing', async () => {
  const first = await foundMembers({ ...house, actor: systemActor('start') });
  assert.equal(first.length, 13);
  const member = await findMember(house, { authority: heilbronn });
  assert.deepEqual([member?.decision.name, member?.decision.decidedOn, member?.joinedOn], ['Gründungsmitglied', today, today]);
  assert.deepEqual(await foundMembers({ ...house, actor: systemActor('start') }), []);
  const acts = (await database.inTenant(PLATFORM_TENANT, (tx) => listEntries(tx))).map(({ entry }) => entry.action);
  assert.deepEqual(acts, Array.from({ length: 13 }, () => 'membership/member-admitted'));
});

test('without statutes no in-house ground is proven, and the answer says what the operator must enter', async () => {
  const before = await evidence(heilbronn, today);
  assert.equal(before.proven, false);
  assert.deepEqual(before.proven ? [] : before.missing.map((one) => one.code), ['no-statutes']);
  await enterSampleBasis(house, { validUntil: '2026-12-31' });
  const after = await evidence(heilbronn, today);
  assert.deepEqual(after.proven && after.proof.statutes.version, 'Beispielfassung 1');
});

test('statutes that have ended, and days before the admission, prove nothing', async () => {
  assert.equal((await evidence(heilbronn, '2026-12-31')).proven, true);
  const late = await evidence(heilbronn, '2027-01-01');
  assert.deepEqual(late.proven ? [] : late.missing.map((one) => one.code), ['no-statutes']);
  const early = await evidence(heilbronn, '2026-11-20');
  assert.deepEqual(early.proven ? [] : early.missing.map((one) => one.code), ['no-member']);
});

test('a private share in the body behind the platform ends the in-house ground while it lasts, and its end is entered once', async () => {
  const share = { validFrom: plainDate('2026-12-01'), validUntil: null, holder: 'Beispiel GmbH', source: 'Beispiel' };
  await enterPrivateShare(asOperator, share);
  const during = await evidence(heilbronn, '2026-12-05');
  assert.deepEqual(during.proven ? [] : during.missing.map((one) => one.code), ['private-share']);
  assert.equal((await evidence(heilbronn, '2026-11-30')).proven, true);
  await enterPrivateShare(asOperator, { ...share, validUntil: plainDate('2026-12-10') });
  assert.equal((await evidence(heilbronn, '2026-12-11')).proven, true);
  await assert.rejects(enterPrivateShare(asOperator, { ...share, validUntil: plainDate('2026-12-02') }), AlreadyEntered);
  await assert.rejects(enterPrivateShare(asAnybody, share));
});

test('an entered version of the statutes is never replaced', async () => {
  await assert.rejects(enterSampleBasis(house), AlreadyEntered);
  await assert.rejects(enterStatutes({ ...house, actor: ANONYMOUS }, {
    version: 'X', organisation: 'Y', dated: today, validFrom: today, validUntil: null, label: null, source: 'Z',
  }));
});

test('an authority applies once, the operator admits it on a decision, and its space exists at once', async () => {
  const { id } = await applyForMembership(asAnybody, { authority: flein, contact: aContact() });
  await assert.rejects(applyForMembership(asAnybody, { authority: flein, contact: aContact() }), AlreadyApplied);
  assert.deepEqual((await listApplications(asOperator)).map((one) => one.authority?.name), ['Gemeinde Flein']);
  assert.equal((await getApplication(asOperator, { application: id })).application.contact.email, 'erfunden@behoerde.example');
  await admitMember(asOperator, { application: id, name: 'Vorstand 12/2026', decidedOn: today, text: 'Aufnahme beschlossen' });
  assert.equal((await findMember(house, { authority: flein }))?.decision.name, 'Vorstand 12/2026');
  assert.equal((await evidence(flein, today)).proven, true);
  await assert.rejects(admitMember(asOperator, { application: id, name: 'Vorstand 13/2026', decidedOn: today, text: 'Noch einmal' }), AlreadyDecided);
  await assert.rejects(applyForMembership(asAnybody, { authority: flein, contact: aContact() }), AlreadyApplied);
});

test('two operators at once admit one member', async () => {
  const { id } = await applyForMembership(asAnybody, { authority: talheim, contact: aContact() });
  const decide = () => admitMember(asOperator, { application: id, name: 'Vorstand 14/2026', decidedOn: today, text: 'Aufnahme beschlossen' });
  const results = await Promise.allSettled([decide(), decide()]);
  assert.deepEqual(results.map((one) => one.status).toSorted(), ['fulfilled', 'rejected']);
});

test('who left can no longer prove the ground, and may apply no second place in the list while a member', async () => {
  await endMembership(asOperator, { authority: talheim, lastDay: today });
  assert.equal((await evidence(talheim, today)).proven, true);
  assert.equal((await evidence(talheim, '2026-11-22')).proven, false);
  await assert.rejects(endMembership(asOperator, { authority: talheim, lastDay: today }), NotFound);
});

test('a refusal needs a reason and a day that is not in the future', async () => {
  const { id } = await applyForMembership(asAnybody, { authority: authorityId('town', '08125065'), contact: aContact() });
  await assert.rejects(refuseApplication(asOperator, { application: id, decidedOn: plainDate('2027-01-01'), text: 'Zu früh' }), InvalidInput);
  await refuseApplication(asOperator, { application: id, decidedOn: today, text: 'Falsche Person' });
  assert.deepEqual((await listApplications(asOperator)).length, 0);
});

test('only the operator sees applications, and a contact lies sealed', async () => {
  const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Otto Offen', grants: [{ tenant: tenantId(heilbronn), role: 'digital-officer' }] };
  await assert.rejects(listApplications({ ...house, actor: officer }), NotFound);
  const auditor: Actor = { kind: 'staff', accountId: newId(), name: 'Ada Audit', grants: [{ tenant: PLATFORM_TENANT, role: 'platform-auditor' }] };
  await assert.rejects(getApplication({ ...house, actor: auditor }, { application: newId() }), NotPermitted);
  const { rows } = await database.inTenant(PLATFORM_TENANT, (tx) => tx.client.query<{ text: string }>('select application::text from membership.application'));
  assert.ok(rows.length > 0 && rows.every((row) => !JSON.stringify(row).includes('behoerde.example')));
});

test('a bad contact is answered field by field', async () => {
  await assert.rejects(applyForMembership(asAnybody, { authority: flein, contact: aContact({ name: '', email: 'nein' }) }), (error: unknown) =>
    error instanceof InvalidInput && error.fields.map((one) => one.pointer).join() === '/name,/email');
});

test('inhabitants become a class by the table in force', async () => {
  const of = async (inhabitants: number | null, on = '2026-06-01') => (await contributionClass(house, { inhabitants, on: plainDate(on) }))?.name;
  assert.deepEqual([await of(0), await of(9_999), await of(10_000), await of(128_334), await of(null), await of(5, '2025-12-31')], ['A', 'A', 'B', 'C', undefined, undefined]);
});

test('the list of members is public and names the authorities that the register knows', async () => {
  const names = (await listMembers(house)).map((one) => one.authority?.name);
  assert.ok(names.includes('Stadt Heilbronn') || names.some((name) => name?.includes('Heilbronn')));
});
