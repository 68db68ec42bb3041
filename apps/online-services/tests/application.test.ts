import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { systemActor } from '@allmende/access';
import {
  deleteExpiredDrafts, exportApp, getPlaceService, listPlaceServices, noteApplicationState, openDraft, readForDelivery, readReceipt, readReceiptFile, removeApp, renderReceipt, runApp, saveDraftPage, startDraft, statusOf,
  submitApplication, suspendApp, withdrawApplication, type DraftAccess,
} from '../index.ts';
import { completeAnswers } from '../testing/index.ts';
import { citizen, offerDogTax, officer, openStand, placeAndTenant, SERVICE, typed } from './stand.ts';

const stand = await openStand();
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
await offerDogTax(stand, heilbronn.tenant);
const { house } = stand;

async function filledDraft(place = heilbronn): Promise<DraftAccess> {
  const { firstPage, ...access } = await startDraft(house, { ars: place.ars, service: SERVICE });
  for (let page = firstPage; page !== 'check';) {
    const saved = await saveDraftPage(house, { ...access, page, body: typed(page), language: 'de' });
    assert.equal(saved.outcome, 'saved');
    page = saved.outcome === 'saved' ? saved.next : 'check';
  }
  return access;
}

async function sentApplication(place = heilbronn) {
  const access = await filledDraft(place);
  const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.ok(sent.outcome === 'sent');
  return { access, ...sent };
}

async function count(text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await house.database.acrossTenants('test/look', (tx) => tx.client.query<{ count: number }>({ text, values }));
  return rows[0]?.count ?? 0;
}

test('a citizen finds a service only where the competent authority offers it', async () => {
  assert.deepEqual((await listPlaceServices(house, { ars: heilbronn.ars })).map(({ service, authority }) => [service.package.service.id, authority.slug]), [[SERVICE, 'heilbronn']]);
  assert.deepEqual(await listPlaceServices(house, { ars: glasewitz.ars }), []);
  await assert.rejects(getPlaceService(house, { ars: glasewitz.ars, service: SERVICE }), NotFound);
  await assert.rejects(startDraft(house, { ars: glasewitz.ars, service: SERVICE }), NotFound);
});

test('the service of an Amt is found at its member municipalities', async () => {
  await offerDogTax(stand, glasewitz.tenant);
  const { authority } = await getPlaceService(house, { ars: glasewitz.ars, service: SERVICE });
  assert.equal(authority.name, 'Amt Güstrow-Land');
  const sent = await sentApplication(glasewitz);
  assert.equal(sent.access.tenant, glasewitz.tenant);
});

test('how long decisions usually take here is the middle of the newest ones, from ten on, without those that were taken back', async () => {
  const sent = [];
  for (let each = 0; each < 11; each += 1) sent.push(await sentApplication());
  const [withdrawn, ...decided] = sent;
  const ctx = contextFor(house, systemActor('delivery'), heilbronn.tenant);
  const after = (days: number) => new Date(house.clock.now().getTime() + days * 86_400_000);
  const usual = async () => (await statusOf(house, { reference: decided[0]?.reference ?? '', secret: decided[0]?.secret ?? '', language: 'de' })).usual;
  await withdrawApplication(house, { tenant: heilbronn.tenant, application: withdrawn?.application ?? '' });
  await noteApplicationState(ctx, { application: withdrawn?.application ?? '', state: 'decided', since: after(300) });
  for (const [index, { application }] of decided.entries()) {
    assert.equal(await usual(), undefined, `${index} decisions`);
    await noteApplicationState(ctx, { application, state: 'in-progress', since: after(0.5) });
    await noteApplicationState(ctx, { application, state: 'decided', since: after(index + 1) });
  }
  assert.deepEqual(await usual(), { days: 6, decisions: 10 }, 'the middle of one to ten days, rounded up');
  const { steps } = await statusOf(house, { reference: decided[0]?.reference ?? '', secret: decided[0]?.secret ?? '', language: 'de' });
  assert.deepEqual(steps.map(({ state }) => state), ['in-progress', 'decided']);
  await noteApplicationState(ctx, { application: decided[0]?.application ?? '', state: 'decided', since: after(-400) });
  assert.deepEqual(await usual(), { days: 6, decisions: 10 }, 'an older report changes nothing');
});

test('an application goes from the first page to a receipt with reference, state and PDF', async () => {
  const { access, reference, application } = await sentApplication();

  const receipt = await readReceipt(house, { ...access, language: 'de' });
  const status = await statusOf(house, { reference: ` ${reference.toLowerCase().replaceAll('-', ' ')}`, secret: receipt.secret, language: 'en' });
  const file = await readReceiptFile(house, { tenant: access.tenant, application });

  assert.match(reference, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/u);
  assert.equal(receipt.serviceName, 'Hundesteuer anmelden');
  assert.equal(receipt.isExample, true);
  assert.equal(status.stateName, 'Received');
  assert.equal(Buffer.from(file.bytes.subarray(0, 5)).toString(), '%PDF-');
  assert.equal(file.name, `${reference}.pdf`);
});

test('whoever delivers gets exactly what was sent, with the version it was filled in with', async () => {
  const { application, reference } = await sentApplication();

  const { sent } = await readForDelivery(contextFor(house, systemActor('delivery'), heilbronn.tenant), { application });

  assert.deepEqual(sent.answers, completeAnswers());
  assert.deepEqual(sent.results, { dogNumber: 1, annualTax: 9600, firstTaxMonth: '2026-06-01', firstYear: 2026, firstYearTax: 5600 });
  assert.deepEqual([sent.reference, sent.service.id, sent.completeness.complete], [reference, SERVICE, true]);
  await assert.rejects(readForDelivery(officer(stand, heilbronn.tenant, 'caseworker'), { application }), /Rollen/u);
  await assert.rejects(readForDelivery(citizen(stand, heilbronn.tenant), { application }), /melden Sie sich an/u);
  await assert.rejects(readForDelivery(contextFor(house, systemActor('delivery'), glasewitz.tenant), { application }), NotFound);
});

test('sending twice, also at once, makes one application, one event, one receipt', async () => {
  const access = await filledDraft();
  const send = () => submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });

  const outcomes = [...await Promise.all([send(), send(), send()]), await send()];

  const references = new Set(outcomes.map((outcome) => (outcome.outcome === 'sent' ? outcome.reference : outcome.outcome)));
  assert.equal(references.size, 1);
  const [first] = outcomes;
  assert.ok(first?.outcome === 'sent');
  assert.equal(await count('select count(*)::int as count from events.event where aggregate = $1', [first.application]), 1);
  const ctx = citizen(stand, heilbronn.tenant);
  const files = await Promise.all([renderReceipt(ctx, first), renderReceipt(ctx, first), renderReceipt(ctx, first)]);
  assert.equal(new Set(files).size, 1);
  assert.equal(await count('select count(*)::int as count from files.file where name = $1', [`${first.reference}.pdf`]), 1);
  const entries = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'application', id: first.application } }));
  assert.deepEqual(entries.map(({ entry }) => [entry.action, entry.actor.kind]), [['online-services/application-submitted', 'citizen']]);
});

test('an application without the statement of truth or with open pages is not sent', async () => {
  const access = await filledDraft();
  const undeclared = await submitApplication(house, { ...access, body: {}, language: 'de' });
  assert.ok(undeclared.outcome === 'refused');
  assert.deepEqual(undeclared.input.problems.map(({ pointer }) => pointer), ['/declaration.truth']);

  const { firstPage, ...empty } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  assert.deepEqual(await submitApplication(house, { ...empty, body: { 'declaration.truth': 'yes' }, language: 'de' }), { outcome: 'incomplete', nextOpen: firstPage });
});

test('a page with a mistake is not saved, and a page out of turn leads back', async () => {
  const { firstPage, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  const refused = await saveDraftPage(house, { ...access, page: firstPage, body: { 'applicant.givenName': 'Ilvy' }, language: 'de' });
  assert.ok(refused.outcome === 'refused');
  assert.equal(refused.input.typed['applicant.givenName'], 'Ilvy');
  assert.deepEqual((await openDraft(house, access)).situation?.draft, { answers: {}, saved: [] });
  assert.deepEqual(await saveDraftPage(house, { ...access, page: 'keeping', body: typed('keeping'), language: 'de' }), { outcome: 'not-yet', nextOpen: 'person' });
});

test('two pages saved at once keep both answers', async () => {
  const access = await filledDraft();
  await Promise.all([
    saveDraftPage(house, { ...access, page: 'dog', body: { ...typed('dog'), 'dog.name': 'Wotan' }, language: 'de' }),
    saveDraftPage(house, { ...access, page: 'address', body: { ...typed('address'), 'address.town': 'Beispielhausen' }, language: 'de' }),
  ]);
  const answers = (await openDraft(house, access)).situation?.answers;
  assert.deepEqual([answers?.['dog.name'], answers?.['address.town']], ['Wotan', 'Beispielhausen']);
});

test('a draft opens only with its own secret, in its own authority', async () => {
  const access = await filledDraft();
  const other = await filledDraft();
  for (const wrong of [{ ...access, secret: other.secret }, { ...access, secret: '' }, { ...access, tenant: glasewitz.tenant }, { ...access, draft: other.draft }, { ...access, draft: 'x' }]) {
    await assert.rejects(openDraft(house, wrong), NotFound);
    await assert.rejects(saveDraftPage(house, { ...wrong, page: 'dog', body: {}, language: 'de' }), NotFound);
    await assert.rejects(submitApplication(house, { ...wrong, body: {}, language: 'de' }), NotFound);
    await assert.rejects(readReceipt(house, { ...wrong, language: 'de' }), NotFound);
  }
});

test('a wrong secret and an unknown reference look the same', async () => {
  const { reference } = await sentApplication();
  for (const input of [{ reference, secret: '0000-0000-0000-0000' }, { reference: '0000-0000-0000', secret: '0000-0000-0000-0000' }, { reference: '', secret: '' }]) {
    await assert.rejects(statusOf(house, { ...input, language: 'de' }), (error: unknown) => error instanceof NotFound && error.message === new NotFound().message);
  }
});

test('a sent draft cannot be changed any more', async () => {
  const { access } = await sentApplication();
  await assert.rejects(saveDraftPage(house, { ...access, page: 'dog', body: typed('dog'), language: 'de' }), /schon abgeschickt/u);
});

test('an older report of a state never overwrites a younger one', async () => {
  const { application, access } = await sentApplication();
  const ctx = citizen(stand, access.tenant);
  await noteApplicationState(ctx, { application, state: 'decided', since: new Date('2026-05-22T09:00:00Z') });
  await noteApplicationState(ctx, { application, state: 'in-progress', since: new Date('2026-05-21T09:00:00Z') });
  assert.equal((await readReceipt(house, { ...access, language: 'de' })).stateName, 'Entschieden');
});

test('nothing that a citizen typed lies readable in the database', async () => {
  const { firstPage, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  await saveDraftPage(house, { ...access, page: firstPage, body: { ...typed(firstPage), 'applicant.familyName': 'Kanarienvogel-Unikat' }, language: 'de' });
  const sent = await filledDraft();
  await saveDraftPage(house, { ...sent, page: 'dog', body: { ...typed('dog'), 'dog.name': 'Kanarienvogel-Unikat' }, language: 'de' });
  const application = await submitApplication(house, { ...sent, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.ok(application.outcome === 'sent');

  const found = await look('Kanarienvogel');
  assert.deepEqual(found, []);
  // The search is awake: it finds what may lie readable.
  assert.deepEqual(await look(application.reference), ['online_services.application']);
});

async function look(word: string): Promise<string[]> {
  return house.database.acrossTenants('test/look', async (tx) => {
    const { rows: tables } = await tx.client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') and has_schema_privilege(schemaname, 'usage') and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')",
    );
    const hits: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await tx.client.query(`select from ${name} as r where r::text ilike '%' || $1::text || '%' or r::text ilike '%' || encode(convert_to($1::text, 'UTF8'), 'hex') || '%'`, [word]);
      if (rowCount !== 0) hits.push(name);
    }
    assert.ok(tables.length > 15);
    return hits;
  });
}

test('drafts are deleted with their keys thirty days after the last change, applications stay', async () => {
  const access = await filledDraft();
  const sent = await sentApplication();
  const system = contextFor(house, systemActor('online-services'), heilbronn.tenant);
  house.clock.set('2026-06-18T09:00:00Z');
  assert.equal(await deleteExpiredDrafts(system), 0);
  house.clock.set('2026-06-19T09:00:00Z');

  await assert.rejects(openDraft(house, access), NotFound);
  assert.ok((await deleteExpiredDrafts(system)) >= 2);
  assert.equal(await deleteExpiredDrafts(system), 0);

  assert.ok(await readForDelivery(contextFor(house, systemActor('delivery'), heilbronn.tenant), { application: sent.application }));
  assert.equal(await count('select count(*)::int as count from online_services.draft'), 0);
  assert.ok(await count('select count(*)::int as count from secrets.data_key where destroyed_at is not null') >= 2);
  house.clock.set('2026-05-20T09:00:00Z');
});

test('suspending hides the services, ending gives everything back and destroys the keys', async () => {
  const ctx = officer(stand, glasewitz.tenant);
  await suspendApp(ctx);
  assert.deepEqual(await listPlaceServices(house, { ars: glasewitz.ars }), []);
  await runApp(ctx);
  const { application } = await sentApplication(glasewitz);

  const archive = await exportApp(ctx);
  await removeApp(ctx);
  await removeApp(ctx);

  assert.equal(archive.applications.find(({ id }) => id === application)?.answers['dog.name'], 'Krümel');
  await assert.rejects(readForDelivery(contextFor(house, systemActor('delivery'), glasewitz.tenant), { application }), NotFound);
  assert.equal(await house.database.inTenant(glasewitz.tenant, async (tx) => (await tx.client.query('select from secrets.data_key where tenant_id = $1 and wrapped is not null', [glasewitz.tenant])).rowCount), 0);
  assert.equal((await listPlaceServices(house, { ars: heilbronn.ars })).length, 1);
});
