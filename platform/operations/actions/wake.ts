import type { Tx } from '@allmende/database';
import { enqueue } from '@allmende/jobs';
import { RECONCILE } from '../domain/reconcile-ticket.ts';

/** Lets the reconciler look at an instance, once however often it is called. No queue: a lock of its own keeps two apart, and a queue would stay shut after a killed worker. */
export async function wake(tx: Tx, instance: { readonly tenant: string; readonly id: string }, runAt?: Date): Promise<void> {
  await enqueue(tx, RECONCILE, { tenant: instance.tenant, instance: instance.id }, { key: `${RECONCILE.name}:${instance.id}`, ...(runAt === undefined ? {} : { runAt }) });
}
