import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { testKeys } from '@allmende/fit-connect/testing';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { createDataKey, secretsMigrations } from '@allmende/secrets';
import { enqueueLook } from '../actions/look-for-arrivals.ts';
import { sealSecret } from '../actions/reception-seals.ts';
import { countArrivals } from '../data/arrival.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import { insertReception, insertReceptionKey } from '../data/reception.ts';
import { aHostileService, SCHEMA_OF_TEST, SERVICE_URN_OF_TEST } from './a-hostile-service.ts';

/** The bar of the issue is 200: `ALLMENDE_KILLS=200`. */
const KILLS = Number(process.env['ALLMENDE_KILLS'] ?? 20);
const AT_ONCE = 2;

const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const house = testHouse(stand.database);
const tenant = tenantId(newId());
const reception = newId();
const receiver = await testKeys('Zustellpunkt');
const service = await aHostileService(reception, receiver);
const cases = mkdtempSync(path.join(tmpdir(), 'allmende-cases-'));

await stand.database.inTenant(tenant, async (tx) => {
  const at = house.clock.now();
  const dataKey = await createDataKey(tx, house.keys);
  await insertReception(tx, {
    id: reception, apiAddress: service.address, tokenAddress: `${service.address}/token`, issuer: service.address, state: 'active', target: 'fake', dataKeyId: dataKey.id, at, by: newId(),
    offers: [{ identifier: SERVICE_URN_OF_TEST, regions: ['DE'], submissionSchemas: [{ schemaUri: SCHEMA_OF_TEST, mimeType: 'application/json' }] }],
    sealed: sealSecret('reception', dataKey.key, tenant, reception, { clientId: 'us', clientSecret: 'secret', callbackSecret: 'a-secret-of-a-test-with-more-than-32-characters' }),
  });
  for (const [purpose, { publicJwk, privateJwk }] of [['decrypt', receiver.encrypt], ['sign', receiver.sign]] as const) {
    await insertReceptionKey(tx, reception, { kid: publicJwk.kid, purpose, sealed: sealSecret('reception-key', dataKey.key, tenant, publicJwk.kid, privateJwk), madeAt: at, expiresAt: new Date('2099-01-01') });
  }
});

/** Small steps between pseudo-random numbers, the same at every run; what they hit is up to the machine. */
function* milliseconds(): Generator<number, never> {
  for (let seed = 20_261_123; ;) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield 20 + (seed % 600);
  }
}

async function startReceiver(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'killed-receiver.ts'), stand.urls.app, stand.urls.platform, stand.urls.jobs, house.config.keysDir, cases], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => { child.stdout.once('data', () => resolve()); child.once('exit', (code) => { reject(new Error(`the receiver ended by itself with ${String(code)}`)); }); });
  return child;
}

const look = () => stand.database.inTenant(tenant, (tx) => enqueueLook(tx, reception));

test(`a receiver that is killed ${KILLS} times, also two at once, loses nothing, doubles nothing and answers each submission once`, async () => {
  const pauses = milliseconds();
  const submissions: string[] = [];
  const bad: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let count = 0; count < AT_ONCE; count += 1) submissions.push((await service.submit()).submissionId);
    if (kill % 5 === 0) bad.push((await service.submit({ schemaUri: 'urn:somebody:else' })).submissionId);
    await look();
    const receivers = await Promise.all((kill % 4 === 0 ? [1, 2] : [1]).map(startReceiver));
    // Every seventh time the service does its work and its answer is lost.
    service.control.loseAnswers = kill % 7 === 0;
    await sleep(pauses.next().value);
    for (const each of receivers) {
      each.kill('SIGKILL');
      await new Promise((resolve) => { each.once('exit', resolve); });
    }
  }
  service.control.loseAnswers = false;
  const last = await startReceiver();
  after(() => { last.kill('SIGKILL'); });
  for (const started = performance.now(); performance.now() - started < 10 * 60_000;) {
    await look();
    const counts = await stand.database.inTenant(tenant, countArrivals);
    if ((counts.accepted ?? 0) + (counts.rejected ?? 0) === submissions.length + bad.length) break;
    await sleep(500);
  }
  assert.deepEqual(await stand.database.inTenant(tenant, countArrivals), { accepted: submissions.length, rejected: bad.length });
  const kept = readdirSync(cases).filter((name) => name.startsWith('case-'));
  assert.deepEqual(kept.map((name) => name.slice('case-'.length)).toSorted(), submissions.toSorted(), 'each is a case, and nothing else is');
  const numbers = kept.map((name) => readFileSync(path.join(cases, name), 'utf8'));
  assert.equal(new Set(numbers).size, numbers.length, 'no number was given twice');
  assert.deepEqual(service.said.map(({ sub, name }) => `${name} ${sub.replace('submission:', '')}`).toSorted(), [...submissions.map((id) => `accept-submission ${id}`), ...bad.map((id) => `reject-submission ${id}`)].toSorted(), 'each was answered once');
});
