import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANONYMOUS, NotPermitted, SignInNeeded, systemActor, type Actor, type Role } from '@allmende/access';
import { auditMigrations, listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { fixedClock, plainDate } from '@allmende/time';
import {
  authorityId, competentAuthority, describeRegister, EditionTooOld, findAuthority, findPlace, findPlaceBySlug, importGv100ad, listVanishedPlaces, nameSuccessor, NoSuccession, NotYourCompetence, registerMigrations,
  searchPlaces, setCompetence, UnreadableRegister, type CompetenceInput,
} from '../index.ts';
import { anEdition, aPlace, gv100adText, importTestEdition } from '../testing/index.ts';

const { database } = await testDatabase([auditMigrations, registerMigrations]);
const clock = fixedClock('2026-11-21T10:00:00Z');
const amt = tenantId(authorityId('association', '130725255'));
const district = authorityId('district', '13072');
const staff = (tenant: TenantId, role: Role): Actor => ({ kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: [{ tenant, role }] });
const operator = { database, clock, tenant: PLATFORM_TENANT, actor: staff(PLATFORM_TENANT, 'operator') };
const officer = { database, clock, tenant: amt, actor: staff(amt, 'digital-officer') };
const dogTax = { id: 'hundesteuer', usualAuthorityKind: 'municipality' } as const;
const anInput = (changes: Partial<CompetenceInput> = {}): CompetenceInput => ({ ags: '13072033', service: dogTax, authority: district, validFrom: plainDate('2026-12-01'), reason: 'Vereinbarung vom 1. November', ...changes });
const actsIn = async (tenant: TenantId) => (await database.inTenant(tenant, (tx) => listEntries(tx))).map(({ entry }) => entry.action);

await importTestEdition(database);

test('the authority in charge hands a service over from a day on, and its log keeps that', async () => {
  const entry = await setCompetence(officer, anInput());

  const on = async (day: string) => (await competentAuthority({ database, clock }, { ags: '13072033', service: dogTax, on: plainDate(day) })).answer;
  assert.deepEqual(await on('2026-11-30'), { authority: amt, because: 'default', rule: 'association' });
  assert.deepEqual(await on('2026-12-01'), { authority: district, because: 'entry', entry: entry.id, reason: 'Vereinbarung vom 1. November' });
  assert.deepEqual(await actsIn(amt), ['register/competence-set']);
});

test('what an authority has handed over it cannot take back by itself, but the operator can bring the default back', async () => {
  await assert.rejects(setCompetence(officer, anInput({ authority: null })), NotYourCompetence);
  await setCompetence(operator, anInput({ authority: null, validFrom: plainDate('2027-01-01') }));

  const { answer } = await competentAuthority({ database, clock }, { ags: '13072033', service: dogTax, on: plainDate('2027-01-01') });
  assert.deepEqual(answer, { authority: amt, because: 'default', rule: 'association' });
  assert.ok((await actsIn(PLATFORM_TENANT)).includes('register/competence-set'));
});

test('nobody changes the competence of others', async () => {
  const stranger = tenantId(authorityId('town', '08121000'));
  await assert.rejects(setCompetence({ ...officer, tenant: stranger, actor: staff(stranger, 'digital-officer') }, anInput()), NotYourCompetence);
  await assert.rejects(setCompetence({ ...officer, actor: staff(stranger, 'digital-officer') }, anInput()), NotFound);
  await assert.rejects(setCompetence({ ...officer, actor: staff(amt, 'caseworker') }, anInput()), NotPermitted);
  await assert.rejects(setCompetence({ ...officer, actor: ANONYMOUS }, anInput()), SignInNeeded);
});

test('a wrong entry is refused at the field that is wrong', async () => {
  const wrong: [Partial<CompetenceInput>, string][] = [
    [{ authority: newId() }, '/authority'], [{ authority: 'x' }, '/authority'], [{ reason: ' ' }, '/reason'], [{ reason: 'Nul\u0000l' }, '/reason'], [{ validUntil: plainDate('2026-11-30') }, '/validUntil'], [{ service: { ...dogTax, id: 'Hunde Steuer' } }, '/service'],
  ];
  for (const [changes, pointer] of wrong) {
    await assert.rejects(setCompetence(operator, anInput(changes)), (error: unknown) => error instanceof InvalidInput && error.fields.map((field) => field.pointer).join() === pointer, pointer);
  }
  await assert.rejects(setCompetence(officer, anInput({ validFrom: plainDate('2026-11-20') })), (error: unknown) => error instanceof InvalidInput && error.fields[0]?.pointer === '/validFrom');
  await assert.rejects(setCompetence(operator, anInput({ ags: '99999999' })), NotFound);
});

test('a new edition in the official layout is imported as a difference, and addresses stay', async () => {
  const old = anEdition();
  const glasewitz = await findPlace({ database }, { ags: '13072033' });
  const next = {
    ...old, date: plainDate('2026-09-30'),
    places: [
      ...old.places.filter(({ ags }) => ags !== '13072039').map((place) => (place.ags === '13072033' ? { ...place, name: 'Glasewitz am See', ars: '130720033033' } : place)),
      aPlace('130725255099', 'Glasewitz'),
    ],
  };

  const report = await importGv100ad({ ...operator, actor: systemActor('operator-command') }, { bytes: Buffer.from(gv100adText(next), 'latin1'), fileName: 'GV100AD_300926.asc' });

  const { appeared, vanished, renamed, moved } = report.difference;
  assert.deepEqual([appeared, vanished].map((list) => list.map(({ ags }) => ags)), [['13072099'], ['13072039']]);
  assert.deepEqual(renamed, [{ ags: '13072033', from: 'Glasewitz', to: 'Glasewitz am See' }]);
  assert.deepEqual(moved, [{ ags: '13072033', from: '130725255033', to: '130720033033' }]);
  const renamedPlace = await findPlace({ database }, { ags: '13072033' });
  assert.equal(renamedPlace?.slug, glasewitz?.slug);
  assert.equal(renamedPlace?.name, 'Glasewitz am See');
  assert.equal((await findPlace({ database }, { ags: '13072099' }))?.slug, 'glasewitz-rostock', 'the newcomer does not take the old address');
  assert.equal((await findAuthority({ database }, { id: authorityId('town', '13072033') }))?.slug, 'glasewitz', 'it left the Amt and has an administration of its own');
  assert.equal((await describeRegister({ database })).edition?.date, '2026-09-30');
});

test('a vanished place keeps its address and waits for the successor that the operator names', async () => {
  const gone = await findPlaceBySlug({ database }, { slug: 'gross-schwiesow' });
  assert.equal(gone?.vanishedOn, '2026-09-30');
  assert.deepEqual((await listVanishedPlaces({ database }, { waiting: true })).map(({ ags }) => ags), ['13072039']);
  assert.deepEqual((await searchPlaces({ database }, { query: 'Groß Schwiesow' })).hits, []);

  await nameSuccessor(operator, { ags: '13072039', successor: '13072033', reason: 'Gesetz über die Neugliederung (erfunden)' });

  assert.deepEqual((await findPlaceBySlug({ database }, { slug: 'gross-schwiesow' }))?.successor, { ags: '13072033', slug: 'glasewitz', name: 'Glasewitz am See' });
  assert.deepEqual(await listVanishedPlaces({ database }, { waiting: true }), []);
  assert.equal((await listVanishedPlaces({ database })).length, 1);
  assert.ok((await actsIn(PLATFORM_TENANT)).includes('register/successor-named'));
});

test('no successor without succession, and only the operator names one', async () => {
  const input = { ags: '13072039', successor: '13072033', reason: 'Neugliederung' };
  await assert.rejects(nameSuccessor(operator, { ...input, ags: '08121000' }), NoSuccession);
  await assert.rejects(nameSuccessor(operator, { ...input, successor: '13072039' }), NoSuccession);
  await assert.rejects(nameSuccessor(operator, { ...input, successor: '03151501' }), NoSuccession, 'a forest is no municipality');
  await assert.rejects(nameSuccessor(operator, { ...input, successor: '99999999' }), InvalidInput);
  await assert.rejects(nameSuccessor(operator, { ...input, ags: '99999999' }), NotFound);
  await assert.rejects(nameSuccessor(officer, input), NotFound);
});

test('an older edition and an unreadable file change nothing', async () => {
  const before = await describeRegister({ database });
  await assert.rejects(importGv100ad(operator, { bytes: Buffer.from(gv100adText({ ...anEdition(), date: plainDate('2020-12-31') })), fileName: 'alt.asc' }), EditionTooOld);
  await assert.rejects(importGv100ad(operator, { bytes: Buffer.from('plz,ags\n'), fileName: 'falsch.csv' }), UnreadableRegister);
  await assert.rejects(importGv100ad(officer, { bytes: Buffer.from(''), fileName: 'x' }), NotFound);
  assert.deepEqual(await describeRegister({ database }), before);
});

test('a place that comes back is present again under its old address', async () => {
  await importTestEdition(database, anEdition({ date: plainDate('2026-12-31') }));

  const back = await findPlaceBySlug({ database }, { slug: 'gross-schwiesow' });
  assert.equal(back?.vanishedOn, null);
  assert.equal((await findPlace({ database }, { ags: '13072099' }))?.vanishedOn, '2026-12-31');
});
