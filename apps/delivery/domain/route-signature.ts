import { constants, verify, type KeyObject } from 'node:crypto';
import type { Wanted } from '@allmende/fit-connect';

/** What a signed route says (docs.fitko.de, details of the Routing API 1.2): where submissions go, and for which services in which areas. */
type Addressing = { readonly submissionHost?: unknown; readonly destinationId?: unknown; readonly services?: unknown };

/** Id of the key that signed a route; undefined for a text that is no JWS by PS512. */
export function keyIdOfRoute(signature: string): string | undefined {
  const header = jsonOf(signature.split('.')[0]) as { alg?: unknown; kid?: unknown } | undefined;
  return header?.alg === 'PS512' && typeof header.kid === 'string' ? header.kid : undefined;
}

/** Whether a route was signed by this key and is about this destination, service, region and host of the Submission API. */
export function isRouteSigned(signature: string, key: KeyObject, about: Pick<Wanted, 'service' | 'region'> & { readonly destination: string; readonly host: string }): boolean {
  const [head = '', body = '', sign = '', ...more] = signature.split('.');
  if (more.length > 0 || !verify('sha512', Buffer.from(`${head}.${body}`), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, Buffer.from(sign, 'base64url'))) return false;
  const { submissionHost, destinationId, services } = (jsonOf(body) ?? {}) as Addressing;
  if (submissionHost !== about.host || (destinationId !== undefined && String(destinationId).toLowerCase() !== about.destination)) return false;
  return Array.isArray(services) && services.some((one: { gebietIDs?: unknown; leistungIDs?: unknown } | null) => listOf(one?.leistungIDs).includes(about.service) && listOf(one?.gebietIDs).some((area) => about.region.slice(2).startsWith(area.split(':').at(-1) ?? 'none')));
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function jsonOf(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
