import { createHash, createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@allmende/config';
import type { AccessKey } from '../domain/access-key.ts';

/**
 * The access certificate of the verifier: from the files of the configuration, or one made for demonstration, which exists nowhere else and is kept in the data folder (`wallet/access-ca.pem` is what a test
 * wallet must trust). Undefined in production without files: wallets are then not offered. The client id is `x509_hash:` and the SHA-256 of the certificate (OpenID4VP 1.0, section 5.9.3).
 */
export async function readAccessKey(config: Pick<Config, 'environment' | 'dataDir' | 'wallet' | 'publicAddress'>): Promise<AccessKey | undefined> {
  const { access } = config.wallet;
  if (access) return accessKey(await readFile(access.certificateFile, 'utf8'), await readFile(access.keyFile, 'utf8'));
  if (config.environment === 'production') return undefined;
  const folder = path.join(config.dataDir, 'wallet');
  const file = path.join(folder, 'access.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known === undefined) {
    await mkdir(folder, { recursive: true });
    const made = await makeDemonstrationKey(new URL(config.publicAddress).hostname);
    // Two processes may come here at once: the first file stays.
    await writeFile(file, JSON.stringify(made), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error; });
  }
  const { certificate, key, authority } = JSON.parse(known ?? (await readFile(file, 'utf8'))) as { certificate: string; key: string; authority: string };
  if (known === undefined) await writeFile(path.join(folder, 'access-ca.pem'), authority);
  return accessKey(certificate, key);
}

function accessKey(certificates: string, key: string): AccessKey {
  const chain = [...certificates.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu)].map(([pem]) => new X509Certificate(pem).raw);
  const [leaf] = chain;
  if (!leaf) throw new Error('the file of the access certificate holds no certificate');
  return { clientId: `x509_hash:${createHash('sha256').update(leaf).digest('base64url')}`, key: createPrivateKey(key), chain: chain.map((one) => one.toString('base64')) };
}

async function makeDemonstrationKey(host: string): Promise<{ certificate: string; key: string; authority: string }> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pair = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
  const [above, own] = [await pair(), await pair()];
  x509.cryptoProvider.set(webcrypto as never);
  const [notBefore, notAfter] = [new Date('2026-01-01T00:00:00Z'), new Date('2036-01-01T00:00:00Z')];
  const authority = await x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=Allmende demonstration access authority, C=DE', keys: above as never, notBefore, notAfter, signingAlgorithm: algorithm, extensions: [new x509.BasicConstraintsExtension(true, 0, true)] });
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=Allmende demonstration, C=DE', issuer: authority.subject, publicKey: own.publicKey as never, signingKey: above.privateKey as never, notBefore, notAfter, signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true), new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey));
  return { certificate: certificate.toString('pem'), authority: authority.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n` };
}
