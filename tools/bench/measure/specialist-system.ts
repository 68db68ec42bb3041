import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemActor, type Actor } from '@allmende/access';
import { freePort, newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { chooseRoute, fitConnectTarget, onlineServicesPort, saveDestination, type DeliveryPorts } from '@allmende/delivery';
import { makeKeyPair } from '@allmende/fit-connect';
import { createClient, registerDestination } from '@allmende/fit-connect-service';
import { contextFor, type House } from '@allmende/house';
import { schemaOfService } from '@allmende/online-services';
import { findAuthorityBySlug } from '@allmende/register';
import { listProcesses } from './cpu-seconds.ts';

/** The reference specialist system as a process of its own, which knows of the platform nothing but the delivery service. */
export type SpecialistSystem = AsyncDisposable & {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** CPU seconds since it was started. */
  cpuSeconds(): Promise<number>;
};

const SERVICE_URN = 'urn:allmende:bench:hundesteuer';

/** Registers a destination for a service at the platform's own delivery service, lets Heilbronn send its applications there by FIT-Connect, and prepares the generic reference system that takes them; `start` starts it. */
export async function openSpecialistSystem(house: House, input: { readonly service: string; readonly folder: string }): Promise<SpecialistSystem> {
  const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
  const heilbronn = await findAuthorityBySlug(house, { slug: 'heilbronn' });
  if (!heilbronn) throw new Error('the register has no Heilbronn');
  const schema = await schemaOfService(house, { service: input.service });
  const schemaUri = String(schema['$id']);
  const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
  const [decryption, signing] = await Promise.all([makeKeyPair({ use: 'encrypt', name: 'bench', ...validity }), makeKeyPair({ use: 'sign', name: 'bench', ...validity })]);
  const [port, callbackSecret] = [await freePort(), 'a-secret-of-the-bench-that-is-long-enough'];
  const destination = await registerDestination(operator, {
    contact: { legalName: 'Messung', address: 'Beispielweg 1, 12345 Probe', phone: '+49 30 1234', email: 'messung@probe.example' }, services: [{ identifier: SERVICE_URN, regions: ['DE'], submissionSchemas: [{ schemaUri, mimeType: 'application/json' }] }],
    encryptionKid: decryption.publicJwk.kid, encryptionKey: decryption.publicJwk, signingKey: signing.publicJwk, metadataVersions: ['2.1.0'], status: 'active', callback: { url: `http://127.0.0.1:${port}/callbacks/submissions`, secret: callbackSecret },
  });
  const receiver = await createClient(operator, { name: 'Messung empfängt', scopes: [`subscribe:destination:${destination.id}`] });
  const sender = await createClient(operator, { name: 'Messung sendet', scopes: ['send:region:DE'] });

  await mkdir(input.folder, { recursive: true });
  const [schemaFile, configFile] = [path.join(input.folder, 'schema.json'), path.join(input.folder, 'system.json')];
  const { address } = house.config.fitConnect;
  await writeFile(schemaFile, JSON.stringify(schema));
  await writeFile(configFile, JSON.stringify({
    access: { tokenUrl: `${address}/token`, api: address, clientId: receiver.client.id, clientSecret: receiver.secret, destinationId: destination.id },
    takes: [{ identifier: SERVICE_URN, regions: ['DE'], schemas: [{ schemaUri, mimeType: 'application/json', file: schemaFile }] }],
    keys: { decryption: decryption.privateJwk, signing: signing.privateJwk }, callbackSecret, folder: path.join(input.folder, 'files'), port, pollMs: 1_000,
  }), { mode: 0o600 });

  const tenant = tenantId(heilbronn.id);
  const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Messung', grants: [{ tenant, role: 'head-of-office' }, { tenant, role: 'digital-officer' }] };
  const ctx = contextFor(house, officer, tenant);
  const ports: DeliveryPorts = { targets: [fitConnectTarget], applications: onlineServicesPort };
  const id = await saveDestination(ctx, ports, {
    target: fitConnectTarget.name, name: 'Messung',
    settings: { environment: 'own', api: address, token: `${address}/token`, clientId: sender.client.id, clientSecret: sender.secret, destination: destination.id, service: SERVICE_URN, version: 'v2', keys: 'self-signed' },
  });
  await chooseRoute(ctx, ports, { service: input.service, target: fitConnectTarget.name, destination: id });

  let child: ChildProcess | undefined;
  const stop = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    await new Promise<void>((resolve) => { running.once('exit', () => resolve()); running.kill('SIGTERM'); });
  };
  return {
    async start() {
      const started = spawn(process.execPath, [path.join(import.meta.dirname, '../../../e2e/specialist-systems/generic-system.ts'), configFile], { stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      await new Promise<void>((resolve, reject) => { started.stdout.once('data', () => resolve()); started.once('exit', (code) => { reject(new Error(`the specialist system ended with ${String(code)}`)); }); });
      started.stdout.resume();
    },
    stop,
    cpuSeconds: async () => (await listProcesses()).find(({ pid }) => pid === child?.pid)?.seconds ?? 0,
    [Symbol.asyncDispose]: stop,
  };
}
