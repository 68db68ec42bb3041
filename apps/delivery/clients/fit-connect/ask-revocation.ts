import { webcrypto, X509Certificate } from 'node:crypto';
import type { Revocation, RevocationCheck } from '@allmende/fit-connect';
import { guardedRequest, outsideOnly } from '@allmende/outside';
import { LRUCache } from 'lru-cache';
import type * as Pki from 'pkijs';
import type { Certificate, ICryptoEngine, SingleResponse } from 'pkijs';
import { AddressForbidden } from '../../domain/errors.ts';

const PATIENCE_MS = 8_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** What an answer without an end is good for, and how long any answer is believed without asking again. */
const DAY_MS = 86_400_000;
const KEPT_MS = 3_600_000;
const SKEW_MS = 5 * 60_000;
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

// What these addresses answer is signed by the issuer; they are mostly http, and stand in certificates whose chain was followed before.
const wall = outsideOnly(() => new AddressForbidden(), { mayBePlain: true });
const known = new LRUCache<string, Revocation>({ max: 2_000 });

type Asking = { readonly certificate: X509Certificate; readonly issuer: X509Certificate; readonly now: Date; readonly mayBeInside: boolean };
type Answer = { readonly revocation: Revocation; readonly until?: Date };

/**
 * Asks whether the certificates of a chain were revoked: the responder that a certificate names (OCSP, RFC 6960), else its list (CRL, RFC 5280); both over http or https, out in the internet only. One that was revoked counts for the chain, then one
 * of which nobody knows. The last of a chain has no issuer in it and is not asked about: it is trusted by itself. Good answers are kept for an hour at most. `mayBeInside` lifts the walls for trying out on one machine.
 */
export function askRevocation({ mayBeInside }: { readonly mayBeInside: boolean }): RevocationCheck {
  return async (chain, now) => {
    let worst: Revocation = { state: 'unknown', why: 'no-responder' };
    for (const [index, certificate] of chain.entries()) {
      const issuer = chain[index + 1];
      if (issuer === undefined) break;
      const found = await askOne({ certificate, issuer, now, mayBeInside });
      if (found.state === 'revoked') return found;
      if (index === 0 || (found.state === 'unknown' && found.why !== 'no-responder')) worst = worst.state === 'unknown' && worst.why !== 'no-responder' ? worst : found;
    }
    return worst;
  };
}

async function askOne(asking: Asking): Promise<Revocation> {
  const kept = known.get(asking.certificate.fingerprint512);
  if (kept !== undefined) return kept;
  const pki = await import('pkijs');
  const engine = new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never, subtle: webcrypto.subtle as never });
  const [certificate, issuer] = [asking.certificate, asking.issuer].map(({ raw }) => pki.Certificate.fromBER(buffer(raw))) as [Certificate, Certificate];
  const { ocsp, crl } = addressesOf(certificate);
  let last: Revocation = { state: 'unknown', why: 'no-responder' };
  for (const ask of [...ocsp.map((url) => () => askResponder(pki, engine, url, asking, certificate, issuer)), ...crl.map((url) => () => readList(pki, engine, url, asking, certificate, issuer))]) {
    const answer = await ask().catch((): Answer => ({ revocation: { state: 'unknown', why: 'answer-unusable' } }));
    last = answer.revocation;
    if (last.state === 'unknown') continue;
    const until = Math.min(answer.until?.getTime() ?? Infinity, asking.now.getTime() + KEPT_MS);
    known.set(asking.certificate.fingerprint512, last, { ttl: Math.max(1, until - asking.now.getTime()) });
    return last;
  }
  return last;
}

async function askResponder(pki: typeof Pki, engine: ICryptoEngine, url: string, { issuer: signer, now, mayBeInside }: Asking, certificate: Certificate, issuer: Certificate): Promise<Answer> {
  const about = { hashAlgorithm: 'SHA-1', issuerCertificate: issuer };
  const request = new pki.OCSPRequest();
  await request.createForCertificate(certificate, about, engine);
  const asked = new pki.CertID();
  await asked.createForCertificate(certificate, about, engine);
  const body = await fetchFrom(url, { mayBeInside, method: 'POST', type: 'application/ocsp-request', body: new Uint8Array(request.toSchema(true).toBER(false)) });
  if (body === undefined) return { revocation: { state: 'unknown', why: 'unreachable' } };
  const unusable: Answer = { revocation: { state: 'unknown', why: 'answer-unusable' } };
  const response = pki.OCSPResponse.fromBER(buffer(body));
  if (response.responseStatus.valueBlock.valueDec !== 0 || response.responseBytes?.responseType !== pki.id_PKIX_OCSP_Basic) return unusable;
  const basic = pki.BasicOCSPResponse.fromBER(buffer(response.responseBytes.response.valueBlock.valueHexView));
  const keys = [issuer, ...(basic.certs ?? []).filter((one) => isResponderOf(one, signer, now))];
  const isSigned = await any(keys, (one) => engine.verifyWithPublicKey(buffer(basic.tbsResponseData.tbsView), basic.signature, one.subjectPublicKeyInfo, basic.signatureAlgorithm));
  if (!isSigned) return unusable;
  const found = basic.tbsResponseData.responses.find(({ certID }) => certID.isEqual(asked));
  if (found === undefined || !isCurrent(found.thisUpdate, found.nextUpdate, now)) return unusable;
  return { revocation: stateOf(found), ...(found.nextUpdate === undefined ? {} : { until: found.nextUpdate }) };
}

// certStatus: [0] good, [1] revoked, [2] unknown.
function stateOf({ certStatus }: SingleResponse): Revocation {
  const tag = (certStatus as { idBlock?: { tagNumber?: number } }).idBlock?.tagNumber;
  return tag === 0 ? { state: 'good' } : tag === 1 ? { state: 'revoked' } : { state: 'unknown', why: 'answer-unusable' };
}

/** Whether the issuer has let this certificate answer for it (RFC 6960 section 4.2.2.2). */
function isResponderOf(certificate: Certificate, issuer: X509Certificate, now: Date): boolean {
  const one = new X509Certificate(Buffer.from(certificate.toSchema(false).toBER(false)));
  return one.checkIssued(issuer) && one.verify(issuer.publicKey) && one.keyUsage?.includes(OCSP_SIGNING) === true && one.validFromDate <= now && now <= one.validToDate;
}

async function readList(pki: typeof Pki, engine: ICryptoEngine, url: string, { now, mayBeInside }: Asking, certificate: Certificate, issuer: Certificate): Promise<Answer> {
  const body = await fetchFrom(url, { mayBeInside, method: 'GET' });
  if (body === undefined) return { revocation: { state: 'unknown', why: 'unreachable' } };
  const list = pki.CertificateRevocationList.fromBER(buffer(body));
  const isOwn = list.issuer.isEqual(issuer.subject) && (await list.verify({ issuerCertificate: issuer }, engine));
  if (!isOwn || !isCurrent(list.thisUpdate.value, list.nextUpdate?.value, now)) return { revocation: { state: 'unknown', why: 'answer-unusable' } };
  return { revocation: { state: list.isCertificateRevoked(certificate) ? 'revoked' : 'good' }, ...(list.nextUpdate === undefined ? {} : { until: list.nextUpdate.value }) };
}

function isCurrent(from: Date, until: Date | undefined, now: Date): boolean {
  return from.getTime() <= now.getTime() + SKEW_MS && now.getTime() <= (until?.getTime() ?? from.getTime() + DAY_MS) + SKEW_MS;
}

/** Undefined where nobody answered. */
async function fetchFrom(url: string, ask: { readonly mayBeInside: boolean; readonly method: string; readonly type?: string; readonly body?: Uint8Array }): Promise<Uint8Array | undefined> {
  try {
    const answer = await guardedRequest(url, { method: ask.method, headers: ask.type === undefined ? {} : { 'content-type': ask.type }, body: ask.body === undefined ? undefined : [ask.body], wall: ask.mayBeInside ? undefined : wall, patienceMs: PATIENCE_MS, mostBytes: MOST_BYTES });
    return answer.status === 200 ? answer.body : undefined;
  } catch {
    return undefined;
  }
}

const AUTHORITY_INFO_ACCESS = '1.3.6.1.5.5.7.1.1';
const OCSP = '1.3.6.1.5.5.7.48.1';
const DISTRIBUTION_POINTS = '2.5.29.31';
const URI = 6;

/** Where a certificate says that it is asked; other ways than http (LDAP) are left out. */
function addressesOf(certificate: Certificate): { readonly ocsp: readonly string[]; readonly crl: readonly string[] } {
  const parsed = (id: string): unknown => certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
  const access = (parsed(AUTHORITY_INFO_ACCESS) as { accessDescriptions?: readonly { accessMethod: string; accessLocation: { type: number; value: unknown } }[] } | undefined)?.accessDescriptions ?? [];
  const points = (parsed(DISTRIBUTION_POINTS) as { distributionPoints?: readonly { distributionPoint?: unknown }[] } | undefined)?.distributionPoints ?? [];
  const names = points.flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? (distributionPoint as { type: number; value: unknown }[]) : []));
  const uris = (found: readonly { type: number; value: unknown }[]) => found.flatMap(({ type, value }) => (type === URI && typeof value === 'string' && URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol) ? [value] : []));
  return { ocsp: uris(access.filter(({ accessMethod }) => accessMethod === OCSP).map(({ accessLocation }) => accessLocation)), crl: uris(names) };
}

async function any<Value>(values: readonly Value[], test: (value: Value) => Promise<boolean>): Promise<boolean> {
  for (const value of values) if (await test(value).catch(() => false)) return true;
  return false;
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
