import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { decryptContent, readMetadata } from '@allmende/fit-connect';
import { testKeys } from '@allmende/fit-connect/testing';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { enqueueEvidence } from '../actions/accept-evidence.ts';
import { acceptApplication } from '../actions/accept-application.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { saveDestination } from '../data/destination.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import { findOutgoing } from '../data/outgoing.ts';
import { findParcelOfApplication } from '../data/parcel.ts';
import { aDeliveryService, type TakenSubmission } from '../testing/a-delivery-service.ts';

/** The bar of the issue is 200: `ALLMENDE_KILLS=200`. */
const KILLS = Number(process.env['ALLMENDE_KILLS'] ?? 20);
const AT_ONCE = 3;
const SERVICE = 'urn:allmende:probe:dienst';

const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const house = testHouse(stand.database);
const keys = { service: await testKeys('Zustelldienst'), destination: await testKeys('Zustellpunkt') };
const service = await aDeliveryService(keys, { service: SERVICE, region: 'DE', schemaUri: 'urn:probe' });
after(() => service.close());

/** Small steps between pseudo-random numbers, the same at every run; what they hit is up to the machine. */
function* milliseconds(): Generator<number, never> {
  for (let seed = 20_261_122; ;) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield 20 + (seed % 600);
  }
}

async function startSender(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'killed-worker.ts'), stand.urls.app, stand.urls.platform, stand.urls.jobs, house.config.keysDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => { child.stdout.once('data', () => resolve()); child.once('exit', (code) => { reject(new Error(`the sender ended by itself with ${String(code)}`)); }); });
  return child;
}

test(`a sender that is killed ${KILLS} times loses nothing and sends nothing twice, neither applications nor the documents that follow them`, async () => {
  const [tenant, destination] = [tenantId(newId()), newId()];
  const settings = { environment: 'own', api: service.address, token: `${service.address}/token`, clientId: 'a', clientSecret: 'right', destination: service.destination, service: SERVICE, version: 'v2', keys: 'self-signed' };
  await stand.database.inTenant(tenant, async (tx) => saveDestination(tx, { id: destination, target: 'fit-connect', name: 'Probe', address: 'probe', sealed: await sealSettings(tx, house, destination, settings), at: house.clock.now(), by: newId() }));
  const applications: string[] = [];
  const evidence: string[] = [];
  const answered = new Set<TakenSubmission>();
  const receiver = setInterval(() => {
    for (const submission of service.submissions) {
      if (submission.metadata === undefined || answered.has(submission)) continue;
      answered.add(submission);
      void service.accept(submission);
    }
  }, 50);
  after(() => clearInterval(receiver));

  const pauses = milliseconds();
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let count = 0; count < AT_ONCE; count += 1) {
      const application = newId();
      applications.push(application);
      await acceptApplication(house, { tenant, application, service: 'probe', target: 'fit-connect', destination });
      evidence.push(newId());
      await stand.database.inTenant(tenant, (tx) => enqueueEvidence(tx, application, evidence.at(-1) ?? ''));
    }
    const sender = await startSender();
    await sleep(pauses.next().value);
    sender.kill('SIGKILL');
    await new Promise((resolve) => { sender.once('exit', resolve); });
  }
  const last = await startSender();
  after(() => { last.kill('SIGKILL'); });
  const states = new Map<string, string>();
  let isHeardAgain = false;
  for (const started = performance.now(); performance.now() - started < 10 * 60_000;) {
    for (const application of applications) if (states.get(application) !== 'delivered') states.set(application, (await stand.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application)))?.state ?? 'lost');
    // A document that was read meanwhile is heard of again; otherwise some would wait as long as many broken tries have made them wait.
    if (!isHeardAgain && [...states.values()].every((state) => state === 'delivered')) {
      isHeardAgain = true;
      for (const [index, application] of applications.entries()) await stand.database.inTenant(tenant, (tx) => enqueueEvidence(tx, application, evidence[index] ?? ''));
    }
    const followed = await stand.database.inTenant(tenant, async (tx) => { for (const id of evidence) if ((await findOutgoing(tx, id))?.state !== 'accepted') return false; return true; });
    if (followed && [...states.values()].every((state) => state === 'delivered')) break;
    await sleep(500);
  }
  assert.deepEqual(Object.entries(Object.groupBy(states.values(), (state) => state)).map(([state, those]) => [state, those?.length]), [['delivered', applications.length]]);
  const sent: string[] = [];
  const followed: string[] = [];
  for (const { metadata, created } of service.submissions) {
    if (metadata === undefined) continue;
    (created['caseId'] === undefined ? sent : followed).push(readMetadata((await decryptContent(metadata, { key: keys.destination.encrypt.privateKey })).bytes).additionalReferenceInfo?.senderReference ?? '');
  }
  assert.deepEqual(sent.toSorted(), applications.toSorted());
  assert.deepEqual(followed.toSorted(), applications.toSorted());
});
