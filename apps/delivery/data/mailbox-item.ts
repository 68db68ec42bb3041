import { newId, rows, type TenantTx } from '@allmende/database';
import type { MailboxForm, MailboxStatus } from '../domain/mailbox-message.ts';

type State = 'waiting' | 'announced' | 'sent' | 'given-up';
type Tables = {
  'delivery.mailbox_item': {
    tenant_id: string; id: string; application_id: string; destination_id: string; status: MailboxStatus; form: MailboxForm; cause: string; state: State; submission_id: string | null; case_id: string | null;
    encrypted_metadata: string | null; encrypted_data: string | null; problem: string | null; made_at: Date; ended_at: Date | null;
  };
};

/** One word about an application on its way into a mailbox. `parts` are there once they are encrypted and until they have gone. */
export type MailboxItem = {
  readonly id: string; readonly application: string; readonly destination: string; readonly status: MailboxStatus; readonly form: MailboxForm; readonly state: State; readonly submission: string | null; readonly case: string | null;
  readonly encryptedMetadata: string | null; readonly encryptedData: string | null; readonly problem: string | null; readonly madeAt: Date;
};

const COLUMNS = ['id', 'application_id as application', 'destination_id as destination', 'status', 'form', 'state', 'submission_id as submission', 'case_id as case', 'encrypted_metadata as encryptedMetadata', 'encrypted_data as encryptedData', 'problem', 'made_at as madeAt'] as const;

/** Orders an item, once for each cause; its id, or undefined when it was ordered before. */
export async function insertMailboxItem(tx: TenantTx, item: Pick<MailboxItem, 'application' | 'destination' | 'status' | 'form'> & { readonly cause: string; readonly at: Date }): Promise<string | undefined> {
  const made = await rows<Tables>(tx).insertInto('delivery.mailbox_item').values({
    tenant_id: tx.tenant, id: newId(), application_id: item.application, destination_id: item.destination, status: item.status, form: item.form, cause: item.cause, state: 'waiting', submission_id: null, case_id: null, encrypted_metadata: null, encrypted_data: null,
    problem: null, made_at: item.at, ended_at: null,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'application_id', 'cause', 'form']).doNothing()).returning('id').executeTakeFirst();
  return made?.id;
}

/** One item, held until the transaction ends. */
export async function findMailboxItemForUpdate(tx: TenantTx, id: string): Promise<MailboxItem | undefined> {
  return rows<Tables>(tx).selectFrom('delivery.mailbox_item').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

/** Keeps what was announced with its encrypted parts, before they are sent. */
export async function noteAnnounced(tx: TenantTx, id: string, announced: { readonly submission: string; readonly case: string; readonly encryptedMetadata: string; readonly encryptedData: string }): Promise<void> {
  await rows<Tables>(tx).updateTable('delivery.mailbox_item').set({ state: 'announced', submission_id: announced.submission, case_id: announced.case, encrypted_metadata: announced.encryptedMetadata, encrypted_data: announced.encryptedData })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Starts over: the service does not know what was announced (any more). */
export async function forgetAnnounced(tx: TenantTx, id: string): Promise<void> {
  await rows<Tables>(tx).updateTable('delivery.mailbox_item').set({ state: 'waiting', submission_id: null, case_id: null, encrypted_metadata: null, encrypted_data: null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Ends an item; its encrypted parts go. */
export async function endMailboxItem(tx: TenantTx, id: string, end: { readonly state: 'sent' | 'given-up'; readonly problem: string | null; readonly at: Date }): Promise<void> {
  await rows<Tables>(tx).updateTable('delivery.mailbox_item').set({ state: end.state, problem: end.problem, ended_at: end.at, encrypted_metadata: null, encrypted_data: null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Removes every item of the authority. */
export async function removeMailboxItems(tx: TenantTx): Promise<void> {
  await rows<Tables>(tx).deleteFrom('delivery.mailbox_item').where('tenant_id', '=', tx.tenant).execute();
}
