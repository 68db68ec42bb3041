import type { ProtocolRequest } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { authenticate, type Caller } from '../../actions/authenticate.ts';
import { BrokerRefusal } from '../../domain/errors.ts';

const PER_MARKETPLACE = { max: 1200, windowMs: 60_000 };

/** Checks what every request of the Open Service Broker API brings: a version that is spoken here, and credentials. Throws BrokerRefusal and TooManyRequests. */
export async function openCall(request: ProtocolRequest): Promise<Caller> {
  const [, minor] = /^2\.(\d{1,3})$/u.exec((request.header('x-broker-api-version') ?? '').trim()) ?? [];
  if (minor === undefined || Number(minor) < 13) throw new BrokerRefusal('version-needed');
  const caller = await authenticate(request.house, { authorization: request.header('authorization'), locale: localeOf(request) });
  request.limit(`osb ${caller.ctx.tenant} ${caller.credential.marketplace}`, PER_MARKETPLACE);
  return caller;
}

/** English for those who ask for it first, else German. */
export function localeOf(request: Pick<ProtocolRequest, 'header'>): Locale {
  return /^\s*en\b/iu.test(request.header('accept-language') ?? '') ? 'en' : 'de';
}

/** What is sent back to find an exchange again: `X-Broker-API-Request-Identity`. */
export function echoed(request: Pick<ProtocolRequest, 'header'>): Readonly<Record<string, string>> {
  const identity = request.header('x-broker-api-request-identity');
  return identity !== undefined && /^[\x20-\x7e]{1,200}$/u.test(identity) ? { 'x-broker-api-request-identity': identity } : {};
}
