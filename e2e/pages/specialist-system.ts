import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeKeyPair } from '@allmende/fit-connect';
import { schemaOfFolder } from '@allmende/online-services';
import { allmende, type Platform } from '../platform.ts';
import type { FitConnectClient } from './send-by-fit-connect.ts';

/** What a reference system has on file. */
export type ReferenceFile = {
  readonly submissionId: string; readonly fileNumber: string; readonly data: string; readonly accepted: boolean; readonly senderReference?: string; readonly attachments: readonly { readonly filename?: string; readonly sha512: string }[];
};

/** A reference system that runs, and its clerk. */
export type RunningSystem = {
  /** Where an XBau system takes messages. */
  readonly messages: number;
  readonly clerk: { ask(path: string, body?: unknown): Promise<unknown>; files(): Promise<ReferenceFile[]>; reply(submission: string, said: unknown): Promise<unknown> };
  /** What it has printed so far. */
  printed(): string;
  stop(): void;
};

/** Starts a reference system as a program of its own; what it complains about is printed here, too. Rejects when it ends before it listens. */
export async function startSystem(program: 'generic-system' | 'xbau-system', config: string): Promise<RunningSystem> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `../specialist-systems/${program}.ts`), config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { printed += chunk.toString(); process.stderr.write(chunk); });
  const { listening, messages = 0 } = await new Promise<{ readonly listening: number; readonly messages?: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => { resolve(JSON.parse(line) as { listening: number }); });
    child.once('exit', () => { reject(new Error('the specialist system ended')); });
  });
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${listening}${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.json();
  };
  return { messages, clerk: { ask, files: async () => (await ask('/files')) as ReferenceFile[], reply: (submission, said) => ask(`/files/${submission}/replies`, said) }, printed: () => printed, stop: () => { child.kill(); } };
}

/**
 * Sets up a destination for a service at the platform's own delivery service and starts the generic reference system for it, as its vendor would: with what the operator hands out, and by the public interface. `package` is the folder
 * below `efa/`; everything of the system lies in `folder`.
 */
export async function startGenericSystem(platform: Platform, input: { readonly service: string; readonly package: string; readonly folder: string }): Promise<RunningSystem & { readonly destination: string; readonly sender: FitConnectClient }> {
  const urn = `urn:allmende:leistung:${input.service}`;
  const at = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000) };
  const [decrypt, sign] = [await makeKeyPair({ use: 'encrypt', name: 'Steuerverfahren', ...at }), await makeKeyPair({ use: 'sign', name: 'Steuerverfahren', ...at })];
  const schemaFile = join(input.folder, 'schema.json');
  const exported = schemaOfFolder(join(import.meta.dirname, '../../efa', input.package));
  assert.ok('schema' in exported);
  writeFileSync(schemaFile, JSON.stringify(exported.schema));
  const submissionSchemas = [{ schemaUri: String(exported.schema['$id']), mimeType: 'application/json' }];
  const client = JSON.parse(await allmende(platform, 'fit-connect', 'client', '--name', 'Probe der Reise', '--scopes', 'create:destination send:region:DE', '--json')) as FitConnectClient;
  const token = await fetch(client.tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret }) }).then((answer) => answer.json() as Promise<{ access_token: string }>);
  const call = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${client.submissionApi}${path}`, { method, headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return (await answer.json()) as { destinationId: string };
  };
  const { destinationId } = await call('POST', '/v1/destinations', {
    contactInformation: { legalName: 'Steuerverfahren (Beispiel)', address: 'Marktplatz 7, 74072 Heilbronn', phone: '+49 7131 000000', email: 'verfahren@example.org' }, services: [{ identifier: urn, regions: ['DE08121'], submissionSchemas }],
    encryptionKid: decrypt.publicJwk.kid, encryptionPublicKey: decrypt.publicJwk, signingPublicKey: sign.publicJwk, metadataVersions: ['2.1.0'],
  });
  await call('PATCH', `/v1/destinations/${destinationId}`, { status: 'active' });
  const config = join(input.folder, 'config.json');
  writeFileSync(config, JSON.stringify({
    access: { api: client.submissionApi, tokenUrl: client.tokenUrl, clientId: client.clientId, clientSecret: client.clientSecret, destinationId }, takes: [{ identifier: urn, regions: ['DE08121'], schemas: [{ ...submissionSchemas[0], file: schemaFile }] }],
    keys: { decryption: decrypt.privateJwk, signing: sign.privateJwk }, folder: input.folder, port: 0, pollMs: 400,
  }));
  return { ...(await startSystem('generic-system', config)), destination: destinationId, sender: client };
}
