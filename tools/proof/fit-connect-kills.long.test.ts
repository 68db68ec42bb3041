import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { readConfig } from '@allmende/config';
import { freePort, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { encryptContent, signEvent } from '@allmende/fit-connect';
import { testKeys } from '@allmende/fit-connect/testing';
import { createClient, registerDestination } from '@allmende/fit-connect-service';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { contextFor } from '@allmende/house';
import { allMigrations, openPlatform } from '@allmende/process-wiring';
import { systemClock } from '@allmende/time';
import { chance } from '../fuzz/value-from-schema.ts';

/** The bar of the issue, for the service, is 200 (`ALLMENDE_KILLS=200`): so many SIGKILLs at random moments while others send and fetch. */
const KILLS = Number(process.env['ALLMENDE_KILLS'] ?? 20);
const SEED = Number(process.env['ALLMENDE_KILLS_SEED'] ?? 20_261_122);
const SENDERS = 3;
const SERVICE = 'urn:de:fim:leika:leistung:99010003001006';
const MAIN = path.join(import.meta.dirname, '../../processes/fit-connect/main.ts');

const stand = await testDatabase(allMigrations);
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-kills-'));
after(() => rm(folder, { recursive: true, force: true }));
const ports = [await freePort(), await freePort()];
const env = (port: number): Record<string, string> => ({
  ALLMENDE_ENV: 'test', ALLMENDE_DATA_DIR: folder, ALLMENDE_SECRET: 'test-0123456789abcdefghijklmnopqrstuvwxyz', ALLMENDE_LOG_LEVEL: 'silent', ALLMENDE_FIT_CONNECT_PORT: String(port), ALLMENDE_FIT_CONNECT_ADDRESS: `http://127.0.0.1:${ports[0]}`,
  ALLMENDE_DATABASE_APP_URL: stand.urls.app, ALLMENDE_DATABASE_PLATFORM_URL: stand.urls.platform, ALLMENDE_DATABASE_JOBS_URL: stand.urls.jobs,
});
const house = openPlatform(readConfig(env(ports[0] as number)), 'test');
after(() => house.database.close());

/** One process of the service that is killed and comes back; `kill` resolves when it answers again. */
function kept(port: number) {
  let child: ChildProcess | undefined;
  const start = async () => {
    child = fork(MAIN, [], { env: { ...process.env, ...env(port) }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
    const begun = child;
    await new Promise<void>((resolve, reject) => { begun.once('message', () => resolve()); begun.once('exit', () => reject(new Error('the service did not start'))); });
  };
  const end = async () => {
    const gone = child;
    if (gone === undefined || gone.exitCode !== null || gone.signalCode !== null) return;
    const over = new Promise((resolve) => { gone.once('exit', resolve); });
    gone.kill('SIGKILL');
    await over;
  };
  return { start, end };
}

type Sent = { readonly submissionId: string; readonly caseId: string; readonly metadata: string; readonly data: string; readonly attachment: string; readonly hash: string };

test(`${KILLS} kills of the delivery service lose nothing that it has acknowledged and double nothing`, async (context) => {
  const from = chance(SEED);
  const keys = await testKeys();
  const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
  const destination = await registerDestination(operator, {
    contact: { legalName: 'Probe', address: 'Probe', phone: '1', email: 'a@probe.example' }, services: [{ identifier: SERVICE, regions: ['DE'], submissionSchemas: [{ schemaUri: 'urn:probe:schema', mimeType: 'application/json' }] }],
    encryptionKid: keys.encrypt.publicJwk.kid, encryptionKey: keys.encrypt.publicJwk, signingKey: keys.sign.publicJwk, metadataVersions: ['2.1.0'], status: 'active',
  });
  const [sender, receiver] = [await createClient(operator, { name: 'Sender', scopes: ['send:region:DE'] }), await createClient(operator, { name: 'Receiver', scopes: [`subscribe:destination:${destination.id}`] })];
  const services = ports.map(kept);
  await Promise.all(services.map((one) => one.start()));
  let isOver = false;

  // Whoever gets no answer asks again, at the other process: that is all that clients do about it.
  let turn = 0;
  const ask = async (authorization: () => Promise<string>, method: string, address: string, body?: { readonly type: string; readonly text: string }): Promise<Response & { readonly said: string }> => {
    for (;;) {
      turn += 1;
      try {
        const headers = { authorization: await authorization(), ...(body === undefined ? {} : { 'content-type': body.type }) };
        const answer = await fetch(`http://127.0.0.1:${ports[turn % 2]}${address}`, { method, headers, ...(body === undefined ? {} : { body: body.text }), signal: AbortSignal.timeout(20_000) });
        const said = await answer.text();
        assert.ok(answer.status < 500, `${method} ${address}: ${answer.status} ${said}`);
        return Object.assign(answer, { said });
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        await sleep(50);
      }
    }
  };
  const tokenOf = ({ client: { id }, secret }: typeof sender) => {
    let known: Promise<string> | undefined;
    const get = async (): Promise<string> => {
      for (;;) {
        turn += 1;
        try {
          const answer = await fetch(`http://127.0.0.1:${ports[turn % 2]}/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }) });
          return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
        } catch {
          await sleep(50);
        }
      }
    };
    return () => (known ??= get());
  };
  const [asSender, asReceiver] = [tokenOf(sender), tokenOf(receiver)];
  const encrypted = async (bytes: Uint8Array, contentType: string) => (await encryptContent(bytes, { key: keys.encrypt.publicKey, kid: keys.encrypt.publicJwk.kid, contentType })).compact;
  const json = (value: object) => ({ type: 'application/json', text: JSON.stringify(value) });

  const acknowledged = new Map<string, Sent>();
  const send = async () => {
    const attachment = crypto.randomUUID();
    const [metadata, data, file] = [await encrypted(Buffer.from('{}'), 'application/json'), await encrypted(randomBytes(200), 'application/json'), await encrypted(randomBytes(20_000 + from.below(200_000)), 'application/pdf')];
    const created = await ask(asSender, 'POST', '/v2/submissions', json({ destinationId: destination.id, announcedAttachments: [attachment], publicService: { name: 'Probe', identifier: SERVICE } }));
    assert.equal(created.status, 201, created.said);
    const { submissionId, caseId } = JSON.parse(created.said) as { submissionId: string; caseId: string };
    const put = await ask(asSender, 'PUT', `/v2/submissions/${submissionId}/attachments/${attachment}`, { type: 'application/jose', text: file });
    assert.equal(put.status, 204, put.said);
    const submitted = await ask(asSender, 'PUT', `/v2/submissions/${submissionId}`, json({ encryptedMetadata: metadata, encryptedData: data }));
    assert.equal(submitted.status, 200, submitted.said);
    acknowledged.set(submissionId, { submissionId, caseId, metadata, data, attachment, hash: createHash('sha256').update(file).digest('hex') });
  };
  const taken = new Set<string>();
  const receive = async () => {
    const list = JSON.parse((await ask(asReceiver, 'GET', '/v1/submissions')).said) as { submissions: { submissionId: string; caseId: string }[] };
    for (const { submissionId, caseId } of list.submissions) {
      const fetched = JSON.parse((await ask(asReceiver, 'GET', `/v2/submissions/${submissionId}`)).said) as { encryptedMetadata?: string; encryptedData?: string; attachments?: string[] };
      // Its acceptance was taken, and only the answer was lost.
      if (fetched.encryptedMetadata === undefined) continue;
      const file = await ask(asReceiver, 'GET', `/v2/submissions/${submissionId}/attachments/${fetched.attachments?.[0]}`);
      assert.equal(file.status, 200, file.said);
      received.set(submissionId, { metadata: fetched.encryptedMetadata, data: fetched.encryptedData ?? '', hash: createHash('sha256').update(file.said).digest('hex') });
      const event = await signEvent({ id: crypto.randomUUID(), name: 'accept-submission', issuer: destination.id, issuedAt: systemClock.now(), subject: { kind: 'submission', id: submissionId }, case: caseId }, { key: keys.sign.privateKey, kid: keys.sign.publicJwk.kid });
      const answer = await ask(asReceiver, 'POST', `/v2/cases/${caseId}/events`, { type: 'application/jose', text: event });
      assert.ok(answer.status === 204 || answer.status === 409, answer.said);
      taken.add(submissionId);
    }
  };
  const received = new Map<string, { metadata: string; data: string; hash: string }>();

  const sending = Array.from({ length: SENDERS }, async () => { while (!isOver) await send(); });
  const receiving = (async () => { while (!isOver) { await receive(); await sleep(20); } })();
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const service = services[kill % 2] as (typeof services)[number];
      await sleep(from.below(400));
      await service.end();
      await service.start();
    }
  } finally {
    isOver = true;
  }
  await Promise.all([...sending, receiving]);
  // Three send and one fetches, a page of the list at a time: what waits at the end is fetched as long as more comes.
  for (let before = -1; taken.size < acknowledged.size && taken.size > before;) {
    before = taken.size;
    await receive();
  }
  await Promise.all(services.map((one) => one.end()));

  assert.ok(acknowledged.size > KILLS / 4, `${acknowledged.size} submissions`);
  assert.deepEqual([...acknowledged.keys()].toSorted(), [...taken].toSorted(), 'what was acknowledged has arrived, and nothing else');
  for (const { submissionId, metadata, data, hash } of acknowledged.values()) assert.deepEqual(received.get(submissionId), { metadata, data, hash });
  const { rows } = await house.database.withoutTenant((tx) => tx.client.query<{ id: string; events: string[]; case_id: string }>(
    `select submission.id, submission.case_id, array_agg(event order by position) as events from fit_connect_service.submission join fit_connect_service.case_event on submission_id = submission.id where state <> 'incomplete' group by submission.id`,
  ));
  assert.equal(rows.length, acknowledged.size);
  assert.equal(new Set(rows.map((row) => row.case_id)).size, rows.length, 'no case twice');
  for (const row of rows) assert.deepEqual(row.events, ['create-submission', 'submit-submission', 'accept-submission'], row.id);

  // Long after, when nothing is being written, nothing is left of what was broken off.
  const later = { ...house, clock: { ...house.clock, now: () => new Date(systemClock.now().getTime() + 20 * 86_400_000) } };
  const tidyUp = fitConnectServiceModule.jobs?.find(({ name }) => name === 'fit-connect-service/tidy-up');
  assert.ok(tidyUp);
  await tidyUp.handle(later, {});
  await tidyUp.handle(later, {});
  assert.deepEqual(await readdir(path.join(house.config.filesDir, 'fit-connect')), []);
  context.diagnostic(`${KILLS} kills, ${acknowledged.size} submissions acknowledged, all of them arrived once`);
});
