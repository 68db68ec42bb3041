import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { insertAction } from '../data/case-action.ts';
import { findCaseForUpdate, findCaseOfApplication, saveCase } from '../data/case-file.ts';
import { markNews } from '../data/case-news.ts';
import { withNews } from '../domain/case-news.ts';
import { NoCaseYet } from '../domain/errors.ts';
import { sealPart } from './case-seals.ts';
import { requireRunning } from './require-running.ts';

/**
 * Notes in this transaction that the applicant has written to the office: an action without the words, a flag, and the top of the inbox. Who is deciding at that moment looks again. A deleted case is passed over.
 * Throws NoCaseYet before the case is there, CasesNotRunning.
 */
export async function receiveMessage(house: Pick<House, 'keys'>, tx: TenantTx, input: { readonly application: string; readonly at: Date }): Promise<void> {
  await requireRunning(tx);
  const id = await findCaseOfApplication(tx, input.application);
  if (id === undefined) throw new NoCaseYet();
  const found = await findCaseForUpdate(tx, id);
  if (!found) return;
  const { key } = await openDataKey(tx, house.keys, found.file.dataKeyId);
  const told = withNews(found.file, 'message-new');
  await saveCase(tx, told);
  await markNews(tx, id, input.at);
  await insertAction(tx, { case: id, kind: 'message', actorId: undefined, at: input.at, seal: (action) => sealPart('action', key, tx.tenant, action, { actor: 'mailbox' }) });
  await record(tx, { actor: systemActor('mailbox'), action: 'cases/message-received', subject: { kind: 'case', id }, facts: { application: input.application, version: told.version }, at: input.at });
}
