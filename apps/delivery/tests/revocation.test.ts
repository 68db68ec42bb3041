import 'reflect-metadata';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { webcrypto, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { checkEncryptionKey, FitConnectRefusal } from '@allmende/fit-connect';
import { aChain, testKey } from '@allmende/fit-connect/testing';
import * as x509 from '@peculiar/x509';
import { askRevocation } from '../clients/fit-connect/ask-revocation.ts';

const now = new Date();
const folder = mkdtempSync(join(tmpdir(), 'allmende-revocation-'));
after(() => { rmSync(folder, { recursive: true }); });
const run = promisify(execFile);
const HOUR = 3_600_000;
const PSS = { name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 };
x509.cryptoProvider.set(webcrypto as never);
const { publicJwk } = await testKey('encrypt');

// A responder and a list of the authority, as the test wants them.
type Knobs = { status: 'good' | 'revoked' | 'unknown'; serial: string; /** Whose certificate and key sign. */ signer: string; http: number; crl: Buffer | undefined };
const asked: string[] = [];
const knobs = {} as Knobs;
const server = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''}`.trim());
    if (request.url === '/crl') { response.writeHead(knobs.crl === undefined ? 404 : 200).end(knobs.crl); return; }
    response.writeHead(knobs.http, { 'content-type': 'application/ocsp-response' }).end(await ocspAnswer(Buffer.concat(parts)));
  })().catch((error: unknown) => { response.writeHead(500).end(String(error)); });
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
after(() => { server.closeAllConnections(); server.close(); });
const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// OpenSSL answers: another implementation than the one that asks.
async function ocspAnswer(request: Buffer): Promise<Buffer> {
  const [ask, answer, index] = ['request.der', 'response.der', 'index.txt'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(ask, request);
  const revoked = knobs.status === 'revoked' ? ['R', '991231235959Z', '261101000000Z'] : ['V', '991231235959Z', ''];
  writeFileSync(index, knobs.status === 'unknown' ? '' : `${[...revoked, knobs.serial, 'unknown', '/CN=Probe Zustellpunkt/C=DE'].join('\t')}\n`);
  await run('openssl', ['ocsp', '-index', index, '-CA', join(folder, 'issuer.pem'), '-rsigner', join(folder, `${knobs.signer}.pem`), '-rkey', join(folder, `${knobs.signer}.key`), '-reqin', ask, '-respout', answer, '-nmin', '60']);
  return readFileSync(answer);
}

/** A key with a fresh chain, whose authority answers well until the test says otherwise. */
async function given(where: { readonly ocsp?: string; readonly crl?: string }) {
  const chain = await aChain(publicJwk, where);
  await writeSigner('issuer', new x509.X509Certificate(chain.x5c[1]), chain.issuerKey);
  Object.assign(knobs, { status: 'good', serial: new X509Certificate(Buffer.from(chain.x5c[0], 'base64')).serialNumber, signer: 'issuer', http: 200, crl: undefined } satisfies Knobs);
  asked.length = 0;
  const policy = { trust: { anchors: [chain.root], takesSelfSigned: false }, revocation: askRevocation({ mayBeInside: true }), needsRevocation: true };
  return { chain, policy, check: (change: object = {}, at = now) => checkEncryptionKey({ ...publicJwk, x5c: chain.x5c }, { ...policy, ...change }, at) };
}
async function writeSigner(name: string, certificate: x509.X509Certificate, key: webcrypto.CryptoKey): Promise<void> {
  writeFileSync(join(folder, `${name}.pem`), certificate.toString('pem'));
  writeFileSync(join(folder, `${name}.key`), `-----BEGIN PRIVATE KEY-----\n${Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64').replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`);
}
const aPair = async () => (await webcrypto.subtle.generateKey({ ...PSS, publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2_048 } as never, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
const refused = (reason: string, act: () => Promise<unknown>) => assert.rejects(act, (error: unknown) => error instanceof FitConnectRefusal && error.reason === reason, reason);
const issuerOf = (x5c: readonly string[]) => new x509.X509Certificate(x5c[1] ?? '');

test('a certificate whose responder calls it good is taken, and is not asked about again at once', async () => {
  const { check } = await given({ ocsp: `${at}/ocsp` });
  assert.deepEqual((await check()).revocation, { state: 'good' });
  assert.deepEqual((await check()).revocation, { state: 'good' });
  assert.deepEqual(asked, ['POST /ocsp application/ocsp-request']);
});

test('a revoked certificate is refused, whoever of the authority says so', async () => {
  const own = await given({ ocsp: `${at}/ocsp` });
  knobs.status = 'revoked';
  await refused('key-revoked', own.check);

  // By somebody whom the authority has let answer.
  const { chain, check } = await given({ ocsp: `${at}/ocsp` });
  const keys = await aPair();
  const responder = async (name: string, usage: string, key = chain.issuerKey) => writeSigner(name, await x509.X509CertificateGenerator.create({
    subject: 'CN=Probe Responder', issuer: issuerOf(chain.x5c).subject, publicKey: keys.publicKey as never, signingKey: key as never, notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z'), signingAlgorithm: PSS as never, extensions: [new x509.ExtendedKeyUsageExtension([usage])],
  }), keys.privateKey);
  await responder('another-use', '1.3.6.1.5.5.7.3.1');
  await responder('named-itself', '1.3.6.1.5.5.7.3.9', keys.privateKey);
  await responder('allowed', '1.3.6.1.5.5.7.3.9');
  for (const [signer, reason] of [['another-use', 'key-revocation-unknown'], ['named-itself', 'key-revocation-unknown'], ['allowed', 'key-revoked']] as const) {
    Object.assign(knobs, { status: 'revoked', signer });
    await refused(reason, check);
  }
});

test('what cannot be believed is no answer: a foreign signature, an old one, one from the future, unknown, an error, silence', async () => {
  const strangers = await aPair();
  await writeSigner('stranger', await x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=Fremd', keys: strangers as never, notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z'), signingAlgorithm: PSS as never, extensions: [new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.9'])] }), strangers.privateKey);
  for (const [what, change, when] of [['foreign', { signer: 'stranger' }, now], ['old', {}, new Date(now.getTime() + 2 * HOUR)], ['future', {}, new Date(now.getTime() - HOUR)], ['unknown', { status: 'unknown' }, now], ['error', { http: 500 }, now]] as const) {
    const { check } = await given({ ocsp: `${at}/ocsp` });
    Object.assign(knobs, change);
    await refused('key-revocation-unknown', () => check({}, when)).catch((error: unknown) => { throw new Error(what, { cause: error }); });
    assert.equal((await check({ needsRevocation: false }, when)).revocation.state, 'unknown', what);
  }
  const silent = await given({ ocsp: 'http://127.0.0.1:1/ocsp' });
  assert.deepEqual((await silent.check({ needsRevocation: false })).revocation, { state: 'unknown', why: 'unreachable' });
  const walled = await given({ ocsp: `${at}/ocsp` });
  assert.deepEqual((await walled.check({ needsRevocation: false, revocation: askRevocation({ mayBeInside: false }) })).revocation, { state: 'unknown', why: 'unreachable' });
  assert.deepEqual(asked, [], 'nothing inside is asked in production');
});

test('a list of revoked certificates counts where no responder answers, and only with the signature of the authority', async () => {
  const list = async (serials: readonly string[], signer = 'issuer') => {
    const [config, index, text, der] = ['ca.cnf', 'crl-index.txt', 'crl.pem', 'crl.der'].map((name) => join(folder, name)) as [string, string, string, string];
    writeFileSync(index, serials.map((serial) => `R\t991231235959Z\t261101000000Z\t${serial}\tunknown\t/CN=Probe Zustellpunkt/C=DE\n`).join(''));
    writeFileSync(config, `[ca]\ndefault_ca=d\n[d]\ndatabase=${index}\ndefault_md=sha512\ndefault_crl_days=1\n`);
    await run('openssl', ['ca', '-gencrl', '-config', config, '-keyfile', join(folder, `${signer}.key`), '-cert', join(folder, `${signer}.pem`), '-out', text]);
    await run('openssl', ['crl', '-in', text, '-outform', 'DER', '-out', der]);
    return readFileSync(der);
  };
  const where = { ocsp: 'http://127.0.0.1:1/ocsp', crl: `${at}/crl` };
  const good = await given(where);
  knobs.crl = await list(['4711']);
  assert.deepEqual((await good.check()).revocation, { state: 'good' });
  const bad = await given(where);
  knobs.crl = await list([knobs.serial]);
  await refused('key-revoked', bad.check);
  // The same name with another key.
  const foreign = await given(where);
  const another = await aChain(publicJwk);
  await writeSigner('namesake', new x509.X509Certificate(another.x5c[1]), another.issuerKey);
  knobs.crl = await list([], 'namesake');
  await refused('key-revocation-unknown', foreign.check);
  const gone = await given(where);
  await refused('key-revocation-unknown', gone.check);
});

test('a certificate that names nobody to ask is taken, and it is said', async () => {
  const { check } = await given({});
  assert.deepEqual((await check()).revocation, { state: 'unknown', why: 'no-responder' });
});
