import { rows, type Tx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { Destination } from '../domain/destination.ts';
import { ask, type Source } from './ask.ts';
import type { ServiceTables } from './tables.ts';

export type DestinationKey = { readonly kid: string; readonly purpose: 'encrypt' | 'verify'; readonly jwk: Readonly<Record<string, unknown>> };

/** A callback to be kept: its secret is sealed already. */
export type KeptCallback = { readonly url: string; readonly sealedSecret: Buffer };

type Row = Pick<Selectable<ServiceTables['fit_connect_service.destination']>, 'id' | 'status' | 'authority_id' | 'encryption_kid' | 'contact' | 'services' | 'metadata_versions' | 'reply_channels' | 'callback_url'>;

const COLUMNS = 'id, status, authority_id, encryption_kid, contact, services, metadata_versions, reply_channels, callback_url';

/** Writes a destination with what it offers. */
export async function insertDestination(tx: Tx, destination: Destination, more: { readonly callback: KeptCallback | undefined; readonly client: string | undefined; readonly at: Date }): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.destination').values({
    id: destination.id, authority_id: destination.authority ?? null, ...columnsOf(destination), callback_url: more.callback?.url ?? null, sealed_callback_secret: more.callback?.sealedSecret ?? null,
    created_by: more.client ?? null, created_at: more.at, changed_at: more.at, deleted_at: null,
  }).execute();
  await writeOffers(tx, destination);
}

/** Replaces what can change; `callback` undefined leaves it as it is, null takes it away. */
export async function updateDestination(tx: Tx, destination: Destination, more: { readonly callback: KeptCallback | null | undefined; readonly at: Date }): Promise<void> {
  const { callback } = more;
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.destination').set({
    ...columnsOf(destination), changed_at: more.at, ...(callback === undefined ? {} : { callback_url: callback?.url ?? null, sealed_callback_secret: callback?.sealedSecret ?? null }),
  }).where('id', '=', destination.id).execute();
  await writeOffers(tx, destination);
}

/** A destination that was not deleted. `lock` keeps others from changing it meanwhile. */
export async function findDestination(source: Source, id: string, options: { readonly lock?: boolean } = {}): Promise<Destination | undefined> {
  const [row] = await ask<Row>(source, {
    name: options.lock === true ? 'fit-connect-destination-locked' : 'fit-connect-destination',
    text: `select ${COLUMNS} from fit_connect_service.destination where id = $1 and deleted_at is null${options.lock === true ? ' for update' : ''}`, values: [id],
  });
  return row && destinationOf(row);
}

/** Those of the ids that were not deleted, oldest first, with the number of all. */
export async function listDestinations(tx: Tx, ids: readonly string[], page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly destinations: Destination[] }> {
  const all = rows<ServiceTables>(tx).selectFrom('fit_connect_service.destination').where('id', 'in', ids.length === 0 ? [NOBODY] : [...ids]).where('deleted_at', 'is', null);
  const { total } = await all.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const found = await all.selectAll().orderBy('created_at').orderBy('id').limit(page.limit).offset(page.offset).execute();
  return { total: Number(total), destinations: found.map(destinationOf) };
}

/** Every destination that was not deleted, the newest first; at most 500. */
export async function listAllDestinations(tx: Tx): Promise<Destination[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.destination').selectAll().where('deleted_at', 'is', null).orderBy('created_at', 'desc').orderBy('id').limit(500).execute()).map(destinationOf);
}

/** Marks it as deleted and takes it out of routing; its keys stay. */
export async function deleteDestination(tx: Tx, id: string, at: Date): Promise<void> {
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.destination').set({ deleted_at: at, changed_at: at, callback_url: null, sealed_callback_secret: null }).where('id', '=', id).execute();
  await rows<ServiceTables>(tx).deleteFrom('fit_connect_service.offer').where('destination_id', '=', id).execute();
}

/** The callback of a destination with its sealed secret. */
export async function findCallback(source: Source, id: string): Promise<KeptCallback | undefined> {
  const [row] = await ask<{ callback_url: string | null; sealed_callback_secret: Buffer | null }>(source, {
    name: 'fit-connect-callback', text: 'select callback_url, sealed_callback_secret from fit_connect_service.destination where id = $1 and deleted_at is null', values: [id],
  });
  return row?.callback_url == null || row.sealed_callback_secret === null ? undefined : { url: row.callback_url, sealedSecret: row.sealed_callback_secret };
}

/** Adds a key; false when there is one with this id already. */
export async function insertKey(tx: Tx, destination: string, key: DestinationKey, at: Date): Promise<boolean> {
  const written = await rows<ServiceTables>(tx).insertInto('fit_connect_service.destination_key')
    .values({ destination_id: destination, kid: key.kid, purpose: key.purpose, jwk: JSON.stringify(key.jwk), created_at: at }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A key of a destination, also of a deleted one. */
export async function findKey(source: Source, destination: string, kid: string): Promise<DestinationKey | undefined> {
  // Comes from headers of tokens and addresses; no text of the database has a NUL.
  if (kid.includes('\0')) return undefined;
  const [row] = await ask<DestinationKey>(source, { name: 'fit-connect-destination-key', text: 'select kid, purpose, jwk from fit_connect_service.destination_key where destination_id = $1 and kid = $2', values: [destination, kid] });
  return row;
}

/** The keys of a destination, oldest first. */
export async function listKeys(source: Source, destination: string): Promise<DestinationKey[]> {
  return ask<DestinationKey>(source, { name: 'fit-connect-destination-keys', text: 'select kid, purpose, jwk from fit_connect_service.destination_key where destination_id = $1 order by created_at, kid', values: [destination] });
}

/** Ids of the keys with which anything for the destination of a submission may be encrypted. */
export async function listEncryptionKids(source: Source, submission: string): Promise<string[]> {
  const found = await ask<{ kid: string }>(source, {
    name: 'fit-connect-encryption-kids', text: `select key.kid from fit_connect_service.submission join fit_connect_service.destination_key as key using (destination_id) where submission.id = $1 and key.purpose = 'encrypt'`, values: [submission],
  });
  return found.map(({ kid }) => kid);
}

/** Active destinations that take a service in one of the regions, the most special region first. */
export async function findRoutes(tx: Tx, wanted: { readonly identifier: string; readonly regions: readonly string[] }, page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly destinations: Destination[] }> {
  const { rows: found } = await tx.client.query<Row & { total: string }>({
    name: 'fit-connect-routes',
    text: `select destination.*, count(*) over () as total from fit_connect_service.destination
      join (select destination_id, max(length(region)) as nearness from fit_connect_service.offer where identifier = $1 and region = any($2::text[]) group by destination_id) as offer on offer.destination_id = destination.id
      where status = 'active' and deleted_at is null order by nearness desc, destination.created_at, destination.id limit $3 offset $4`,
    values: [wanted.identifier, wanted.regions, page.limit, page.offset],
  });
  return { total: found.length === 0 ? 0 : Number(found[0]?.total), destinations: found.map(destinationOf) };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

async function writeOffers(tx: Tx, destination: Destination): Promise<void> {
  await rows<ServiceTables>(tx).deleteFrom('fit_connect_service.offer').where('destination_id', '=', destination.id).execute();
  const offers = destination.services.flatMap(({ identifier, regions }) => regions.map((region) => ({ identifier, region })));
  await tx.client.query(
    'insert into fit_connect_service.offer (identifier, region, destination_id) select identifier, region, $3 from unnest($1::text[], $2::text[]) as offered (identifier, region) on conflict do nothing',
    [offers.map(({ identifier }) => identifier), offers.map(({ region }) => region), destination.id],
  );
}

function columnsOf(destination: Destination) {
  return {
    status: destination.status, encryption_kid: destination.encryptionKid, contact: JSON.stringify(destination.contact), services: JSON.stringify(destination.services), metadata_versions: [...destination.metadataVersions],
    reply_channels: destination.replyChannels === undefined ? null : JSON.stringify(destination.replyChannels),
  };
}

function destinationOf(row: Row): Destination {
  return {
    id: row.id, status: row.status, authority: row.authority_id ?? undefined, encryptionKid: row.encryption_kid, contact: row.contact, services: row.services, metadataVersions: row.metadata_versions,
    replyChannels: row.reply_channels ?? undefined, callbackUrl: row.callback_url ?? undefined,
  };
}
