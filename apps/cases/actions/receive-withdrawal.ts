import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
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
 * Notes that the applicant has taken the application back: an action of the case, a flag, and the top of the inbox. What becomes of the case a person decides. The same again changes nothing; a deleted case is passed
 * over. Throws NoCaseYet before the case is there, CasesNotRunning.
 */
export async function receiveWithdrawal(house: Pick<House, 'database' | 'clock' | 'keys'>, tenant: TenantId, input: { readonly submission: string; readonly at: Date }): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    await requireRunning(tx);
    const id = await findCaseOfApplication(tx, input.submission);
    if (id === undefined) throw new NoCaseYet();
    const found = await findCaseForUpdate(tx, id);
    if (!found || found.file.flags.includes('withdrawn')) return;
    const { key } = await openDataKey(tx, house.keys, found.file.dataKeyId);
    const at = house.clock.now();
    const withdrawn = withNews(found.file, 'withdrawn');
    await saveCase(tx, withdrawn);
    await markNews(tx, id, at);
    await insertAction(tx, { case: id, kind: 'withdrawn', actorId: undefined, at: input.at, seal: (action) => sealPart('action', key, tenant, action, { actor: 'delivery' }) });
    await record(tx, { actor: systemActor('delivery'), action: 'cases/case-withdrawn', subject: { kind: 'case', id }, facts: { application: input.submission, state: withdrawn.state, version: withdrawn.version }, at });
  });
}
