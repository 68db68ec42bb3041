import { isUuid, type Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import { deleteDestination as deleteRow, findDestination, findKey, insertKey, updateDestination } from '../data/destination.ts';
import { hasOpenSubmissions } from '../data/submission.ts';
import { checkStatusChange, type Destination } from '../domain/destination.ts';
import { refuse } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';
import { sealCallback, type GivenCallback } from './callback-secret.ts';
import { checkedKey } from './create-destination.ts';

/** What is to change; what is missing stays as it is. `callback` null takes it away. */
export type DestinationChange = Partial<Pick<Destination, 'status' | 'contact' | 'services' | 'encryptionKid' | 'metadataVersions'>> & { readonly replyChannels?: Destination['replyChannels'] | null; readonly callback?: GivenCallback | null };

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys'>;

/** Changes a destination. A new key for encryption must have been added before. Throws Refusal. */
export async function changeDestination(house: Needs, caller: Caller, id: string, change: DestinationChange): Promise<Destination> {
  return inOwn(house, caller, id, async (tx, before) => {
    const { callback: givenCallback, replyChannels, ...rest } = change;
    if (change.status !== undefined) checkStatusChange(before.status, change.status);
    if (change.encryptionKid !== undefined && (await findKey(tx, before.id, change.encryptionKid))?.purpose !== 'encrypt') throw refuse('destination-key', 'encryptionKid');
    const callback = givenCallback === undefined || givenCallback === null ? givenCallback : await sealCallback(house, before.id, givenCallback);
    const destination: Destination = {
      ...before, ...withoutUndefined(rest), replyChannels: replyChannels === undefined ? before.replyChannels : (replyChannels ?? undefined), callbackUrl: callback === undefined ? before.callbackUrl : callback?.url,
    };
    await updateDestination(tx, destination, { callback, at: house.clock.now() });
    return destination;
  });
}

/** Deletes a destination at which nothing waits. Throws Refusal. */
export async function deleteDestination(house: Needs, caller: Caller, id: string): Promise<void> {
  await inOwn(house, caller, id, async (tx, { id: own }) => {
    if (await hasOpenSubmissions(tx, own)) throw refuse('destination-busy');
    await deleteRow(tx, own, house.clock.now());
  });
}

/** Adds a key; one that is there already changes nothing. Throws Refusal. */
export async function addDestinationKey(house: Needs, caller: Caller, id: string, value: unknown): Promise<{ readonly kid: string }> {
  return inOwn(house, caller, id, async (tx, { id: own }) => {
    const purpose = (value as { alg?: unknown } | null)?.alg === 'PS512' ? 'verify' : 'encrypt';
    const jwk = checkedKey(value, purpose);
    const isNew = await insertKey(tx, own, { kid: jwk.kid, purpose, jwk }, house.clock.now());
    const kept = isNew ? undefined : await findKey(tx, own, jwk.kid);
    if (kept !== undefined && (kept.jwk['n'] !== jwk.n || kept.purpose !== purpose)) throw refuse('destination-key-taken');
    return { kid: jwk.kid };
  });
}

async function inOwn<Result>(house: Needs, { rights }: Caller, id: string, work: (tx: Tx, destination: Destination) => Promise<Result>): Promise<Result> {
  if (!rights.own.some((one) => rights.manages(one))) throw refuse('forbidden');
  const wanted = id.toLowerCase();
  if (!isUuid(wanted) || !rights.manages(wanted)) throw refuse('destination-not-found');
  return house.database.withoutTenant(async (tx) => {
    const destination = await findDestination(tx, wanted, { lock: true });
    if (destination === undefined) throw refuse('destination-not-found');
    return work(tx, destination);
  });
}

function withoutUndefined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}
