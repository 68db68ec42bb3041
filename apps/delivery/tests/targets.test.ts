import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { accessMigrations, type Actor, type AuthorityRole } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { dispatchJob, emit, eventsMigrations } from '@allmende/events';
import { contextFor, type ActionContext } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { applicationSubmitted } from '@allmende/online-services';
import { secretsMigrations } from '@allmende/secrets';
import { chooseRoute, listServiceRoutes } from '../actions/choose-route.ts';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import { getParcel } from '../actions/get-parcel.ts';
import { hearCallback } from '../actions/hear-callback.ts';
import { listParcels, readFigures } from '../actions/list-parcels.ts';
import { getDestination, listDestinations, removeDestination, saveDestination } from '../actions/manage-destinations.ts';
import { runTrial, tryService } from '../actions/run-trial.ts';
import { sendAgain, sendAgainFor, sendAllAgain } from '../actions/send-again.ts';
import { tryAllServices } from '../actions/try-all-services.ts';
import { getDelivery, listDeliveries, listTroubles } from '../actions/watch-deliveries.ts';
import type { ApplicationPort, Progress } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { Attachment } from '../domain/delivery.ts';
import { CallbackRefused, DestinationInUse, EvidenceStillChecked } from '../domain/errors.ts';
import { DELIVERY_ATTEMPTS } from '../domain/parcel.ts';
import { signMessage } from '../domain/sign-message.ts';
import { deliveryMigrations, mailTarget, reportReceipt, webhookTarget, xoevTarget } from '../index.ts';
import { deliveryModule } from '../module.ts';
import { aParcel } from '../testing/a-parcel.ts';
import { fakeTarget } from '../testing/index.ts';
import { aSpecialistSystem, partsOf } from './a-specialist-system.ts';

const SERVICE = 'hundesteuer-anmelden';
const SECRET = 'geheim-0123456789-0123456789-0123456789';
const workers: Worker[] = [];
const system = await aSpecialistSystem();
after(async () => { await Promise.all(workers.map((worker) => worker.stop())); await system.close(); });
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

const progress: Progress[] = [];
const uploads: { attachments: readonly Attachment[]; isChecking: boolean } = { attachments: [], isChecking: false };
const active: { tenant: TenantId; service: string }[] = [];
const applications: ApplicationPort = {
  read: async (_house, _tenant, application) => aParcel({ submission: application }),
  readAttachments: async () => { if (uploads.isChecking) throw new EvidenceStillChecked(); return uploads.attachments; },
  readSchema: async () => ({ $id: 'urn:example:schema' }),
  sample: async (_house, _tenant, service) => (service === SERVICE ? aParcel({ isTest: true }) : undefined),
  listServices: async () => [{ id: SERVICE, name: { de: 'Hundesteuer anmelden' }, isOn: true }, { id: 'ohne-muster', name: { de: 'Ohne Muster' }, isOn: false }],
  listActive: async () => active,
  noteProgress: async (_house, _tenant, noted) => { progress.push(noted); },
};
const own = fakeTarget('cases');
/** Takes what it is given and says later whether it keeps it. */
const slow: DeliveryTarget = { name: 'slow', deliver: async (_house, _tenant, content) => ({ receipt: content.submission, isConfirmed: false }), fetchDocument: async () => undefined };
const ports = { targets: [own.target, webhookTarget, xoevTarget, mailTarget, slow] as const, applications };
const delivery = deliveryModule({ ...ports, targets: [...ports.targets] });
workers.push(await startWorker(house, [dispatchJob(delivery.subscriptions ?? []), ...(delivery.jobs ?? []).filter(({ cron }) => cron === undefined)]));

function officer(tenant: TenantId, role: AuthorityRole = 'digital-officer'): ActionContext {
  const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant, role }] };
  return contextFor(house, actor, tenant);
}
const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Betrieb Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
  throw new Error('it did not happen in nine seconds');
}

/** An authority whose dog tax goes to the specialist system. */
async function connected() {
  const tenant = tenantId(newId());
  const ctx = officer(tenant);
  const destination = await saveDestination(ctx, ports, { target: 'webhook', name: 'Steuerverfahren', settings: { url: system.url, secret: SECRET } });
  await chooseRoute(ctx, ports, { service: SERVICE, target: 'webhook', destination });
  return { tenant, ctx, destination };
}
const submit = (tenant: TenantId, application: string) => stand.database.inTenant(tenant, (tx) => emit(tx, applicationSubmitted(application, { application, service: SERVICE })));
const parcelOf = async (ctx: ActionContext, application: string) => (await listParcels(ctx, {})).parcels.find((parcel) => parcel.application === application);
const arrived = (ctx: ActionContext, application: string) => until(async () => { const found = await parcelOf(ctx, application); return found?.state === 'delivered' ? found : undefined; });
const signed = (text: string, secret = SECRET, at = house.clock.now()) => { const timestamp = String(Math.floor(at.getTime() / 1000)); return { text, timestamp, signature: signMessage(secret, timestamp, Buffer.from(text)) }; };
const callback = (at: { tenant: TenantId; destination: string }, message: object) => hearCallback(house, ports, { authority: at.tenant, destination: at.destination, ...signed(JSON.stringify(message)) });

test('a destination is checked field by field, and its secret is never given out again', async () => {
  const tenant = tenantId(newId());
  const ctx = officer(tenant);
  const problems = async (target: string, settings: Record<string, string>, name = 'Ziel', where = ctx) => {
    const error = await saveDestination(where, ports, { target, name, settings }).then(() => assert.fail('it was saved'), (thrown: unknown) => thrown);
    assert.ok(error instanceof InvalidInput);
    return error.fields.map(({ pointer }) => pointer);
  };
  assert.deepEqual(await problems('webhook', { url: 'ftp://steuer.example', secret: 'kurz' }, ' '), ['/name', '/url', '/secret']);
  assert.deepEqual(await problems('webhook', { url: 'https://anna:geheim@steuer.example/', secret: SECRET }), ['/url']);
  const inProduction = { ...ctx, config: { ...ctx.config, environment: 'production' as const } };
  assert.deepEqual(await problems('webhook', { url: system.url, secret: SECRET }, 'Ziel', inProduction), ['/url']);
  assert.deepEqual(await problems('mail', { address: 'bauamt', certificate: 'kein Zertifikat' }), ['/address', '/address', '/certificate']);
  assert.deepEqual(await problems('xoev', { way: 'folder', receiverName: 'Bauamt', receiverKey: 'bab:08121000', folder: '../../etc' }), ['/way']);
  assert.deepEqual(await problems('xoev', { way: 'https', receiverName: '', receiverKey: 'x', url: 'https://bau.example/' }), ['/receiverName', '/receiverKey', '/token']);
  await assert.rejects(saveDestination(ctx, ports, { target: 'cases', name: 'Ziel', settings: {} }), NotFound);

  const id = await saveDestination(ctx, ports, { target: 'webhook', name: 'Steuerverfahren', settings: { url: system.url, secret: SECRET } });
  const shown = await getDestination(ctx, ports, { destination: id });
  assert.deepEqual([shown.settings, shown.secrets], [{ url: system.url }, ['secret']]);
  // Left empty it stays; for another host it has to be typed anew.
  await saveDestination(ctx, ports, { destination: id, target: 'webhook', name: 'Steuern', settings: { url: `${system.url}/neu`, secret: '' } });
  await assert.rejects(saveDestination(ctx, ports, { destination: id, target: 'webhook', name: 'Steuern', settings: { url: 'https://anderswo.example/', secret: '' } }), InvalidInput);
  const { rows } = await stand.database.acrossTenants('delivery/test', (tx) => tx.client.query<{ all: string }>("select string_agg(encode(sealed, 'escape') || destination::text, '') as all from delivery.destination"));
  assert.ok(rows[0]?.all.includes('Steuern') === true && !rows[0].all.includes(SECRET));
  await assert.rejects(getDestination(officer(tenantId(newId())), ports, { destination: id }), NotFound);
  await assert.rejects(listDestinations({ ...officer(tenant, 'caseworker') }), /Rollen/u);
});

test('a submission reaches the specialist system once, signed, with data, schema and files, and its receipt is kept', async () => {
  const { tenant, ctx, destination } = await connected();
  const bytes = Buffer.from('%PDF-1.7 Nachweis');
  uploads.attachments = [{ id: newId(), evidence: 'reduction', label: { de: 'Nachweis' }, name: 'scan.pdf', contentType: 'application/pdf', bytes }];
  const before = system.received.length;
  const application = newId();
  await submit(tenant, application);
  await submit(tenant, application);
  const parcel = await arrived(ctx, application);
  await deliverParcel(house, { ...ports, targets: [...ports.targets] }, { tenant, parcel: parcel.id });
  uploads.attachments = [];
  assert.deepEqual([parcel.target, parcel.destination, parcel.receipt], ['webhook', destination, 'AZ 7/2026']);
  assert.equal(system.received.length, before + 1);
  const [request] = system.received.slice(-1);
  assert.ok(request);
  const { message, files } = partsOf(request);
  assert.equal(request.headers['idempotency-key'], application);
  assert.equal(request.headers['callback-authentication'], signMessage(SECRET, String(request.headers['callback-timestamp']), request.body));
  assert.deepEqual(message['data'], { answers: { 'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel' }, results: { annualTax: 9600 } });
  assert.deepEqual([message['schema'], message['isTest'], message['submission'], message['callback']], ['urn:example:schema', false, application, `http://allmende.test/hooks/${tenant}/${destination}`]);
  const [attachment] = message['attachments'] as { part: string; sha512: string }[];
  assert.deepEqual(files.get(attachment?.part ?? ''), bytes);
  assert.equal(attachment?.sha512, createHash('sha512').update(bytes).digest('hex'));
});

test('files that are still checked hold the submission back, and nothing goes without them', async () => {
  const { tenant, ctx } = await connected();
  uploads.isChecking = true;
  const before = system.received.length;
  const application = newId();
  await submit(tenant, application);
  const waiting = await until(async () => { const found = await parcelOf(ctx, application); return found && found.attempts > 0 ? found : undefined; });
  assert.deepEqual([waiting.state, waiting.problem, system.received.length], ['waiting', 'delivery/evidence-still-checked', before]);
  uploads.isChecking = false;
  await deliverParcel(house, { ...ports, targets: [...ports.targets] }, { tenant, parcel: waiting.id });
  assert.equal((await parcelOf(ctx, application))?.state, 'delivered');
});

for (const [name, change, problem] of [
  ['is down', { status: 503 }, 'delivery/target-fault'], ['does not know us', { status: 401 }, 'delivery/target-refused'], ['hangs up', { isMute: true }, 'delivery/target-unreachable'], ['leads elsewhere', { status: 302 }, 'delivery/target-refused'],
] as const) {
  test(`a specialist system that ${name} is told apart, and the parcel waits`, async () => {
    const { tenant, ctx } = await connected();
    Object.assign(system.answer, change);
    const application = newId();
    await submit(tenant, application);
    const parcel = await until(async () => { const found = await parcelOf(ctx, application); return found && found.attempts > 0 ? found : undefined; });
    Object.assign(system.answer, { status: 200, isMute: false });
    assert.deepEqual([parcel.state, parcel.problem], ['waiting', problem]);
    assert.deepEqual((await getParcel(ctx, { parcel: parcel.id })).events.map(({ kind, detail }) => [kind, detail]).slice(0, 2), [['accepted', 'webhook'], ['tried', problem]]);
  });
}

test('what gave up raises an alert, is seen by the operator without a content, and goes elsewhere when somebody says so', async () => {
  const { tenant, ctx, destination } = await connected();
  system.answer.status = 500;
  const application = newId();
  await submit(tenant, application);
  const parcel = await until(() => parcelOf(ctx, application));
  for (let tries = 0; tries <= DELIVERY_ATTEMPTS; tries += 1) await deliverParcel(house, { ...ports, targets: [...ports.targets] }, { tenant, parcel: parcel.id }).catch(() => undefined);
  assert.deepEqual((await listTroubles(house)).filter((one) => one.tenant === tenant), [{ tenant, kind: 'failed-parcels', count: 1 }]);
  const seen = await listDeliveries(operator, { state: 'failed', authority: tenant });
  assert.deepEqual(seen.parcels.map(({ id, problem }) => [id, problem]), [[parcel.id, 'delivery/target-fault']]);
  assert.deepEqual(seen.figures.filter((one) => one.tenant === tenant).map(({ target, failed, delivered, medianMs }) => [target, failed, delivered, medianMs]), [['webhook', 1, 0, null]]);
  assert.ok(!JSON.stringify([seen, await getDelivery(operator, { ...ports, targets: [...ports.targets] }, { authority: tenant, parcel: parcel.id })]).includes('Musterfrau'));
  await assert.rejects(listDeliveries(ctx, {}), /Rollen|nicht vorhanden/u);
  await assert.rejects(sendAgainFor(ctx, { ...ports, targets: [...ports.targets] }, { authority: tenant, parcel: parcel.id }), /Rollen|nicht vorhanden/u);

  await assert.rejects(sendAgain(ctx, { ...ports, targets: [...ports.targets] }, { parcel: parcel.id, to: { target: 'webhook', destination: newId() } }), InvalidInput);
  await sendAgainFor(operator, { ...ports, targets: [...ports.targets] }, { authority: tenant, parcel: parcel.id, to: { target: 'cases', destination: undefined } });
  const there = await arrived(ctx, application);
  system.answer.status = 200;
  assert.deepEqual([there.target, there.destination, own.taken.has(application)], ['cases', null, true]);
  assert.deepEqual(await listTroubles(house).then((all) => all.filter((one) => one.tenant === tenant)), []);
  const figures = (await readFigures(ctx, { ...ports, targets: [...ports.targets] })).figures;
  assert.deepEqual(figures.map(({ target, delivered }) => [target, delivered]), [['cases', 1]]);
  await assert.rejects(removeDestination(ctx, { destination }), DestinationInUse);
});

test('all parcels of a way that gave up go again at once', async () => {
  const { tenant, ctx, destination } = await connected();
  system.answer.status = 500;
  const sent = [newId(), newId()];
  for (const application of sent) await submit(tenant, application);
  for (const application of sent) {
    const { id } = await until(() => parcelOf(ctx, application));
    for (let tries = 0; tries <= DELIVERY_ATTEMPTS; tries += 1) await deliverParcel(house, { ...ports, targets: [...ports.targets] }, { tenant, parcel: id }).catch(() => undefined);
  }
  system.answer.status = 200;
  assert.equal(await sendAllAgain(ctx, { ...ports, targets: [...ports.targets] }, { target: 'webhook', destination: newId() }), 0);
  assert.equal(await sendAllAgain(ctx, { ...ports, targets: [...ports.targets] }, { target: 'webhook', destination }), 2);
  for (const application of sent) await arrived(ctx, application);
});

test('what a specialist system tells reaches the applicant once, and only with the right signature', async () => {
  const at = await connected();
  const application = newId();
  await submit(at.tenant, application);
  const { id: parcel } = await arrived(at.ctx, application);
  const message = {
    id: newId(), submission: application, replies: [{ kind: 'question', fileNumber: 'AZ 7/2026', text: 'Welche Farbe hat der Hund?', due: '2026-12-01' }, { kind: 'fee', fee: { amountCents: 9600, purpose: 'Hundesteuer' } }],
    documents: [{ id: newId(), name: 'bescheid.pdf', kind: 'notice', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7 Bescheid').toString('base64') }],
  };
  const before = progress.length;
  await callback(at, message);
  await callback(at, message);
  assert.equal(progress.length, before + 1);
  const noted = progress.at(-1);
  assert.deepEqual([noted?.application, noted?.state, noted?.replies.map(({ kind, text, fee }) => [kind, text, fee?.amountCents])], [application, 'waiting', [['question', 'Welche Farbe hat der Hund?', undefined], ['fee', undefined, 9600]]]);
  assert.equal(Buffer.from(noted?.documents[0]?.bytes ?? []).toString(), '%PDF-1.7 Bescheid');
  assert.deepEqual((await getParcel(at.ctx, { parcel })).events.filter(({ kind }) => kind === 'progressed').map(({ verified, detail }) => [verified, detail]), [[true, 'waiting']]);

  const text = JSON.stringify({ id: newId(), submission: application, state: 'decided' });
  const send = (change: object) => hearCallback(house, ports, { authority: at.tenant, destination: at.destination, ...signed(text), ...change });
  const other = await connected();
  const refused: [string, object][] = [
    ['another secret', signed(text, 'anderes-geheimnis-0123456789-0123456789')], ['a body that was changed', { text: text.replace('decided', 'waiting') }], ['an old message', signed(text, SECRET, new Date(house.clock.now().getTime() - 301_000))],
    ['a message from the future', signed(text, SECRET, new Date(house.clock.now().getTime() + 301_000))], ['no signature', { signature: undefined }], ['half a signature', { signature: signed(text).signature.slice(0, 64) }], ['another time', { timestamp: '1' }],
    ['a time that is none', { timestamp: 'morgen' }], ['an unknown destination', { destination: newId() }], ['an unknown authority', { authority: newId() }], ['a name for an authority', { authority: 'heilbronn' }],
  ];
  for (const [what, change] of refused) await assert.rejects(send(change), CallbackRefused, what);
  await assert.rejects(hearCallback(house, ports, { authority: other.tenant, destination: other.destination, ...signed(text) }), NotFound);
  await assert.rejects(callback(at, { id: newId(), submission: newId(), state: 'decided' }), NotFound);
  for (const wrong of [{}, { id: newId(), submission: application, state: 'erased' }, { id: newId(), submission: application, state: 'decided', more: true }, { id: newId(), submission: application, documents: [{ ...message.documents[0], content: Buffer.from('<html>').toString('base64') }] }]) await assert.rejects(callback(at, wrong), InvalidInput);
  assert.equal(progress.length, before + 1);
});

test('a target that answers later is believed once, and its refusal waits for a person', async () => {
  const tenant = tenantId(newId());
  const ctx = officer(tenant);
  await chooseRoute(ctx, ports, { service: SERVICE, target: 'slow', destination: undefined });
  const [good, bad] = [newId(), newId()];
  for (const application of [good, bad]) {
    await submit(tenant, application);
    await until(async () => ((await parcelOf(ctx, application))?.state === 'sent' ? true : undefined));
  }
  const at = house.clock.now();
  const word = (submission: string, outcome: 'accepted' | 'refused', target = 'slow') => stand.database.inTenant(tenant, (tx) => reportReceipt(tx, { submission, target, outcome, detail: 'accept-submission', verified: true, signedBy: 'key-1', at }));
  await word(good, 'accepted', 'cases');
  assert.equal((await parcelOf(ctx, good))?.state, 'sent');
  await word(good, 'accepted');
  await word(good, 'accepted');
  await word(good, 'refused');
  await word(bad, 'refused');
  await word(newId(), 'accepted');
  assert.deepEqual([(await parcelOf(ctx, good))?.state, (await parcelOf(ctx, bad))?.state], ['delivered', 'failed']);
  const { events } = await getParcel(ctx, { parcel: (await parcelOf(ctx, good))?.id ?? '' });
  assert.deepEqual(events.map(({ kind, verified, signedBy }) => [kind, verified, signedBy]), [['accepted', null, null], ['sent', null, null], ['delivered', true, 'key-1']]);
});

test('a sample shows whether a service arrives, marked as one, and its failure is an alert until the next one arrives', async () => {
  const { tenant, ctx } = await connected();
  const all = { ...ports, targets: [...ports.targets] as [DeliveryTarget, ...DeliveryTarget[]] };
  const good = await tryService(ctx, all, { service: SERVICE });
  assert.deepEqual([good?.state, good?.target, good?.cause], ['passed', 'webhook', 'person']);
  const [request] = system.received.slice(-1);
  assert.equal(request && partsOf(request).message['isTest'], true);
  assert.equal((await listParcels(ctx, {})).parcels.length, 0);

  system.answer.status = 500;
  const bad = await runTrial(house, all, { tenant, service: SERVICE, cause: 'nightly' });
  assert.deepEqual([bad?.state, bad?.problem], ['failed', 'delivery/target-fault']);
  assert.deepEqual((await listTroubles(house)).filter((one) => one.tenant === tenant), [{ tenant, kind: 'failed-trials', count: 1 }]);
  assert.equal((await listServiceRoutes(ctx, all)).services.find(({ service }) => service.id === SERVICE)?.lastTrial?.state, 'failed');

  system.answer.status = 200;
  active.push({ tenant, service: SERVICE });
  assert.equal(await tryAllServices(house, all), 1);
  await until(async () => ((await listTroubles(house)).some((one) => one.tenant === tenant) ? undefined : true));
  assert.equal(await tryService(ctx, all, { service: 'ohne-muster' }), undefined);
  await assert.rejects(tryService(officer(tenant, 'auditor'), all, { service: SERVICE }), /Rollen/u);
});

test('a service is sent only where somebody set up a way for it', async () => {
  const tenant = tenantId(newId());
  const ctx = officer(tenant);
  const all = { ...ports, targets: [...ports.targets] as [DeliveryTarget, ...DeliveryTarget[]] };
  const mine = await saveDestination(ctx, all, { target: 'webhook', name: 'Steuern', settings: { url: system.url, secret: SECRET } });
  const foreign = await saveDestination(officer(tenantId(newId())), all, { target: 'webhook', name: 'Fremd', settings: { url: system.url, secret: SECRET } });
  await assert.rejects(chooseRoute(ctx, all, { service: SERVICE, target: 'webhook', destination: foreign }), InvalidInput);
  await assert.rejects(chooseRoute(ctx, all, { service: SERVICE, target: 'cases', destination: mine }), InvalidInput);
  await assert.rejects(chooseRoute(ctx, all, { service: SERVICE, target: 'nobody', destination: undefined }), InvalidInput);
  await assert.rejects(chooseRoute(ctx, all, { service: 'unbekannt', target: 'cases', destination: undefined }), NotFound);
  const xbau = await saveDestination(ctx, all, { target: 'xoev', name: 'Bauamt', settings: { way: 'https', receiverName: 'Bauamt', receiverKey: 'bab:08121000', url: system.url, token: 't' } });
  await assert.rejects(chooseRoute(ctx, all, { service: SERVICE, target: 'xoev', destination: xbau }), InvalidInput);
  const { services, ways } = await listServiceRoutes(ctx, all);
  assert.deepEqual(services.map(({ route }) => route.target), ['cases', 'cases']);
  assert.deepEqual(ways.map(({ target }) => target), ['cases', 'slow', 'xoev', 'webhook']);
});
