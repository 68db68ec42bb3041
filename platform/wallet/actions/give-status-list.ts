import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { countCredentials, listNotValid } from '../data/credential.ts';
import { issuerAddress } from '../domain/credential-types.ts';
import { writeStatusList } from './write-status-list.ts';
import { issuerKey } from './issuer-key.ts';

const HOUR_SECONDS = 3600;
/** For how long others may keep a list before they ask again. */
const KEPT_SECONDS = 300;

/** A status list of an authority as a signed token (Token Status List, section 5.1); undefined when there is none of this number. It is written anew each time, so that a revocation counts at once. */
export async function giveStatusList(house: Pick<House, 'database' | 'clock' | 'keys' | 'config'>, input: { readonly tenant: TenantId; readonly list: number }): Promise<string | undefined> {
  return house.database.inTenant(input.tenant, async (tx) => {
    const count = await countCredentials(tx);
    if (count === 0 || input.list > Math.floor(count / 40_000)) return undefined;
    const key = await issuerKey(tx, house);
    const now = Math.floor(house.clock.now().getTime() / 1000);
    const issuer = issuerAddress(house.config.publicAddress, input.tenant);
    const parts = [
      { alg: 'ES256', typ: 'statuslist+jwt', kid: key.kid },
      { iss: issuer, sub: `${issuer}/status-lists/${input.list}`, iat: now, exp: now + HOUR_SECONDS, ttl: KEPT_SECONDS, status_list: writeStatusList(await listNotValid(tx, input.list)) },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${key.sign(text)}`;
  });
}
