import { randomBytes } from 'node:crypto';
import { record } from '@allmende/audit';
import type { House } from '@allmende/house';
import { withQuery } from '@allmende/tenancy';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import { claimPresentation, savePresentation } from '../data/presentation.ts';
import type { IdentifiedPerson } from '../domain/identified-person.ts';
import { MINUTES_TO_USE, walletAddresses } from '../domain/presentation-request.ts';
import { demand, WalletRefusal, type RefusalReason } from '../domain/refusal.ts';
import { secretHash } from '../domain/secret-hash.ts';
import { issuersOn, type TrustedIssuer } from '../domain/trust-list.ts';
import { allowPlainAddresses } from './allow-plain-addresses.ts';
import { decryptResponse } from './decrypt-response.ts';
import { openRequest, type OpenedRequest } from './open-request.ts';
import { sealPart } from './seals.ts';
import { verifyResponse } from './verify-response.ts';

type Context = Pick<House, 'database' | 'keys' | 'config' | 'clock' | 'log' | 'urlFor'>;
type Answer = { readonly tenant: string; readonly id: string; readonly fields: Readonly<Record<string, string>> };

/**
 * Takes the answer of a wallet to a request, once. What cannot be decrypted with the key of the request changes nothing; every other answer ends it, good or bad. Returns the address to which the wallet
 * sends the person. Throws WalletRefusal; the reason stands in the log and in the audit log, without anything of the person.
 */
export async function receiveResponse(house: Context, answer: Answer): Promise<{ readonly redirect: string }> {
  try {
    const opened = await openRequest(house, answer);
    demand(opened.row.expires_at > house.clock.now(), 'request-expired');
    demand(opened.row.state === 'waiting', 'request-answered-already');
    return await take(house, opened, answer.fields);
  } catch (error) {
    if (error instanceof WalletRefusal) house.log.warn({ presentation: answer.id.slice(0, 36), reason: error.reason, cause: error.cause instanceof Error ? error.cause.name : undefined }, 'an answer of a wallet was refused');
    throw error;
  }
}

async function take(house: Context, opened: OpenedRequest, fields: Answer['fields']): Promise<{ readonly redirect: string }> {
  const { tenant, row, request } = opened;
  if (fields['error'] !== undefined) return end(house, opened, 'wallet-declined');
  demand(fields['vp_token'] === undefined && fields['response'] !== undefined, 'response-not-encrypted');
  const plain = await decryptResponse(fields['response'], request);
  demand(await house.database.inTenant(tenant, (tx) => claimPresentation(tx, row.id, house.clock.now())), 'request-answered-already');
  try {
    allowPlainAddresses(house.config);
    const side = openWalletSide(house);
    const access = await side.accessKey();
    demand(access, 'request-unknown');
    const person = await verifyResponse(fields['response'], plain, request, {
      clientId: access.clientId, responseAddress: walletAddresses(house.config.publicAddress, tenant, row.id).response, now: house.clock.now(), trusted: await trusted(house), fetchStatusList: side.fetchStatusList,
    });
    return { redirect: await keep(house, opened, person) };
  } catch (error) {
    await refuse(house, opened, 'checking', error instanceof WalletRefusal ? error.reason : 'response-unreadable');
    throw error;
  }
}

async function trusted(house: Context): Promise<readonly TrustedIssuer[]> {
  const list = await openWalletSide(house).trustList();
  demand(list, 'trust-list-missing');
  const issuers = issuersOn(list, house.clock.today());
  demand(issuers, 'trust-list-expired');
  return issuers;
}

async function keep(house: Context, { tenant, row, request, key }: OpenedRequest, person: IdentifiedPerson): Promise<string> {
  const at = house.clock.now();
  const code = randomBytes(24).toString('base64url');
  // The number is derived from the code, so that it can be shown again and is stored nowhere.
  await house.database.inTenant(tenant, async (tx) => {
    await savePresentation(tx, row.id, 'checking', {
      state: 'answered', sealed_person: sealPart('person', key, tenant, row.id, person), return_sha256: secretHash('return', code), confirm_sha256: secretHash('confirm', numberOf(code)),
      expires_at: new Date(at.getTime() + MINUTES_TO_USE * 60_000),
    });
    await record(tx, { actor: { kind: 'citizen' }, action: 'wallet/person-shown', subject: { kind: 'presentation', id: row.id }, facts: { purpose: row.purpose, level: person.level, format: person.format, issuer: person.issuer }, at });
  });
  return house.urlFor.absolute(withQuery(`${request.page}/return`, { code }));
}

async function end(house: Context, opened: OpenedRequest, reason: RefusalReason): Promise<{ readonly redirect: string }> {
  await refuse(house, opened, 'waiting', reason);
  house.log.info({ presentation: opened.row.id, reason }, 'an answer of a wallet was refused');
  return { redirect: house.urlFor.absolute(opened.request.page) };
}

async function refuse(house: Context, { tenant, row }: OpenedRequest, from: 'waiting' | 'checking', reason: RefusalReason): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    if (!(await savePresentation(tx, row.id, from, { state: 'refused', refusal: reason }))) return;
    await record(tx, { actor: { kind: 'citizen' }, action: 'wallet/person-refused', subject: { kind: 'presentation', id: row.id }, facts: { purpose: row.purpose, reason }, at: house.clock.now() });
  });
}

/** Six digits for the second device. */
export function numberOf(code: string): string {
  return String(secretHash('number', code).readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
