import type { TenantTx } from '@allmende/database';
import type { ReplyKind } from '../domain/application-reply.ts';

/** A reply as it lies in the database. */
export type StoredReply = { readonly id: string; readonly kind: ReplyKind; readonly at: Date; readonly sealed: Buffer };

/** Notes a reply once; false when it was noted before. */
export async function insertReply(tx: TenantTx, application: string, reply: StoredReply): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'online-services-insert-reply',
    text: 'insert into online_services.application_reply (tenant_id, application_id, id, kind, said_at, sealed) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    values: [tx.tenant, application, reply.id, reply.kind, reply.at, reply.sealed],
  });
  return rowCount === 1;
}

/** The replies on an application, oldest first. */
export async function listReplies(tx: TenantTx, application: string): Promise<StoredReply[]> {
  const { rows } = await tx.client.query<StoredReply>({
    name: 'online-services-list-replies', text: 'select id, kind, said_at as at, sealed from online_services.application_reply where tenant_id = $1 and application_id = $2 order by said_at, id', values: [tx.tenant, application],
  });
  return rows;
}
