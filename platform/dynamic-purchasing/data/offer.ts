import type { TenantTx } from '@allmende/database';
import { openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { OpenedShare } from '@allmende/sealing';
import type { Competition } from '../domain/competition.ts';
import type { Notice } from '../domain/notice.ts';
import type { Offer, OpenedOffer } from '../domain/offer.ts';

/** Writes an offer; the bidder's earlier one must be withdrawn before. */
export async function insertOffer(tx: TenantTx, competition: string, offer: Omit<Offer, 'bidderName'>): Promise<void> {
  await tx.client.query('insert into dynamic_purchasing.offer (tenant_id, id, competition, bidder, digest, file, received_at) values ($1, $2, $3, $4, $5, $6, $7)', [tx.tenant, offer.id, competition, offer.bidder, offer.digest, offer.file, offer.receivedAt]);
}

/** Withdraws the bidder's offer; gives what was withdrawn. */
export async function withdrawOfferOf(tx: TenantTx, competition: string, bidder: string, at: Date): Promise<{ readonly id: string; readonly file: string; readonly digest: string } | undefined> {
  const { rows: [row] } = await tx.client.query<{ id: string; file: string; digest: string }>('update dynamic_purchasing.offer set withdrawn_at = $4 where tenant_id = $1 and competition = $2 and bidder = $3 and withdrawn_at is null returning id, file, digest', [tx.tenant, competition, bidder, at]);
  return row;
}

/** The offers that count, by name of the bidder. */
export async function listOffers(tx: TenantTx, competition: string): Promise<Offer[]> {
  const { rows } = await tx.client.query<{ id: string; bidder: string; name: string; digest: string; file: string; received_at: Date }>(
    `select offer.id, offer.bidder, bidder.name, offer.digest, offer.file, offer.received_at from dynamic_purchasing.offer as offer join dynamic_purchasing.bidder as bidder on bidder.id = offer.bidder
     where offer.tenant_id = $1 and offer.competition = $2 and offer.withdrawn_at is null order by bidder.name, offer.id`, [tx.tenant, competition],
  );
  return rows.map((row) => ({ id: row.id, bidder: row.bidder, bidderName: row.name, digest: row.digest, file: row.file, receivedAt: row.received_at }));
}

/** Writes a share that an officer handed in; once is enough. */
export async function insertShare(tx: TenantTx, keys: KeyStore, competition: Competition, released: OpenedShare & { readonly offer: string; readonly by: string; readonly at: Date }): Promise<void> {
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query(
    'insert into dynamic_purchasing.share (tenant_id, offer, thumbprint, competition, released_by, released_at, share) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
    [tx.tenant, released.offer, released.to, competition.id, released.by, released.at, sealJson(key, released.share, `dynamic_purchasing.share:${released.offer}:${released.to}`)],
  );
}

/** All shares of a competition, by offer. */
export async function listShares(tx: TenantTx, keys: KeyStore, competition: Competition): Promise<ReadonlyMap<string, OpenedShare[]>> {
  const { rows } = await tx.client.query<{ offer: string; thumbprint: string; share: Buffer }>('select offer, thumbprint, share from dynamic_purchasing.share where tenant_id = $1 and competition = $2 order by released_at, thumbprint', [tx.tenant, competition.id]);
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  const found = new Map<string, OpenedShare[]>();
  for (const row of rows) found.set(row.offer, [...(found.get(row.offer) ?? []), { to: row.thumbprint, share: openJson(key, row.share, `dynamic_purchasing.share:${row.offer}:${row.thumbprint}`) as string }]);
  return found;
}

/** Who has handed in shares, by thumbprint. */
export async function listReleases(tx: TenantTx, competition: string): Promise<{ readonly thumbprint: string; readonly by: string; readonly at: Date }[]> {
  const { rows } = await tx.client.query<{ thumbprint: string; released_by: string; released_at: Date }>('select distinct thumbprint, released_by, released_at from dynamic_purchasing.share where tenant_id = $1 and competition = $2 order by released_at, thumbprint', [tx.tenant, competition]);
  return rows.map((row) => ({ thumbprint: row.thumbprint, by: row.released_by, at: row.released_at }));
}

/** Saves what an offer says, under the competition's key. */
export async function saveOpened(tx: TenantTx, keys: KeyStore, competition: Competition, opened: OpenedOffer): Promise<void> {
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query('update dynamic_purchasing.offer set opened = $3 where tenant_id = $1 and id = $2', [tx.tenant, opened.offer, sealJson(key, opened, `dynamic_purchasing.offer:${opened.offer}`)]);
}

/** What the opened offers say. */
export async function listOpened(tx: TenantTx, keys: KeyStore, competition: Competition): Promise<OpenedOffer[]> {
  const { rows } = await tx.client.query<{ id: string; opened: Buffer }>('select id, opened from dynamic_purchasing.offer where tenant_id = $1 and competition = $2 and withdrawn_at is null and opened is not null', [tx.tenant, competition.id]);
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  return rows.map((row) => openJson(key, row.opened, `dynamic_purchasing.offer:${row.id}`) as OpenedOffer);
}

/** Writes what a bidder is told. */
export async function insertNotice(tx: TenantTx, keys: KeyStore, competition: Competition, bidder: string, notice: Notice, at: Date): Promise<void> {
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query('insert into dynamic_purchasing.notice (tenant_id, competition, bidder, kind, sent_at, texts) values ($1, $2, $3, $4, $5, $6)', [tx.tenant, competition.id, bidder, notice.kind, at, sealJson(key, notice, `dynamic_purchasing.notice:${competition.id}:${bidder}`)]);
}

/** What one bidder was told, the newest first. */
export async function listNotices(tx: TenantTx, keys: KeyStore, competition: Competition, bidder: string): Promise<(Notice & { readonly sentAt: Date })[]> {
  const { rows } = await tx.client.query<{ sent_at: Date; texts: Buffer }>('select sent_at, texts from dynamic_purchasing.notice where tenant_id = $1 and competition = $2 and bidder = $3 order by sent_at desc', [tx.tenant, competition.id, bidder]);
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  return rows.map((row) => ({ ...(openJson(key, row.texts, `dynamic_purchasing.notice:${competition.id}:${bidder}`) as Notice), sentAt: row.sent_at }));
}
