import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { openBytes, sealBytes } from '@allmende/secrets';
import { newAccountKey, orderCertificate } from '../clients/acme.ts';
import { deleteChallenge, findAcmeAccount, insertAcmeAccount, insertChallenge, setAcmeAccountUrl } from '../data/acme.ts';
import { saveCertificate, saveFailure } from '../data/certificate.ts';
import { findHost } from '../data/host.ts';

type Where = Pick<House, 'database' | 'clock' | 'config' | 'keys' | 'log'>;

const DAY_MS = 86_400_000;
const CHALLENGE_MS = 3_600_000;
/** Renewed when a third of its life is left, as Let's Encrypt asks for. */
const RENEW_AT_LEFT = 1 / 3;

/** What the private key of a domain is sealed for. */
export const certificateContext = (domain: string) => `gateway.certificate:${domain}`;

/**
 * Gets a certificate for a proven domain and keeps it sealed. After a failure it is tried again after an hour, doubling up to a day, as certificate authorities count tries. Does nothing without
 * `ALLMENDE_ACME_DIRECTORY` or when the domain is given up.
 */
export async function obtainCertificate(house: Where, input: { readonly tenant: TenantId; readonly domain: string }): Promise<void> {
  const { acme } = house.config.apps;
  const { tenant, domain } = input;
  const host = await house.database.withoutTenant((tx) => findHost(tx, domain));
  if (!acme || host?.tenant !== tenant) return;
  const key = await house.keys.tenantKey(PLATFORM_TENANT);
  try {
    const account = await accountOf(house, acme.directory);
    const issued = await orderCertificate({
      directory: acme.directory, contact: acme.contact, domain, accountKey: account.key, accountUrl: account.url,
      publish: (token, answer) => house.database.withoutTenant((tx) => insertChallenge(tx, { token, answer, expiresAt: new Date(house.clock.now().getTime() + CHALLENGE_MS) })),
      withdraw: (token) => house.database.withoutTenant((tx) => deleteChallenge(tx, token, house.clock.now())),
    });
    if (account.url === undefined) await house.database.withoutTenant((tx) => setAcmeAccountUrl(tx, acme.directory, issued.accountUrl));
    const now = house.clock.now().getTime();
    const nextTryAt = new Date(issued.notAfter.getTime() - (issued.notAfter.getTime() - now) * RENEW_AT_LEFT);
    await house.database.inTenant(tenant, (tx) => saveCertificate(tx, { domain, chain: issued.chain, notAfter: issued.notAfter, nextTryAt, sealedKey: sealBytes(key, Buffer.from(issued.privateKey), certificateContext(domain)) }));
  } catch (error) {
    house.log.warn({ err: error, domain }, 'no certificate could be got');
    const problem = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    await house.database.inTenant(tenant, (tx) => saveFailure(tx, domain, problem, (failures) => new Date(house.clock.now().getTime() + Math.min(DAY_MS, 3_600_000 * 2 ** (failures - 1)))));
  }
}

async function accountOf(house: Where, directory: string): Promise<{ readonly key: string; readonly url: string | undefined }> {
  const key = await house.keys.tenantKey(PLATFORM_TENANT);
  const context = `gateway.acme_account:${directory}`;
  let found = await house.database.withoutTenant((tx) => findAcmeAccount(tx, directory));
  if (!found) {
    const sealedKey = sealBytes(key, Buffer.from(await newAccountKey()), context);
    await house.database.withoutTenant((tx) => insertAcmeAccount(tx, { directory, sealedKey, at: house.clock.now() }));
    found = await house.database.withoutTenant((tx) => findAcmeAccount(tx, directory));
  }
  if (!found) throw new Error('the account could not be kept');
  return { key: openBytes(key, found.sealedKey, context).toString(), url: found.url };
}
