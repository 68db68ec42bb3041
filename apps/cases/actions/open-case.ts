import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { insertAction } from '../data/case-action.ts';
import { findCaseOfApplication, insertCase } from '../data/case-file.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { openingFlags } from '../domain/opening-flags.ts';
import { sealPart } from './case-seals.ts';
import { requireRunning } from './require-running.ts';

/**
 * Opens a case for a submission under a key of its own and returns its id; the same submission again gives the same id, also after the case was deleted. Throws CasesNotRunning
 * while the authority does not run the app.
 */
export async function openCase(house: Pick<House, 'database' | 'clock' | 'keys'>, tenant: TenantId, content: CaseContent): Promise<string> {
  return house.database.inTenant(tenant, async (tx) => {
    await requireRunning(tx);
    const known = await findCaseOfApplication(tx, content.submission);
    if (known !== undefined) return known;
    const id = newId();
    const at = house.clock.now();
    const dataKey = await createDataKey(tx, house.keys);
    const flags = openingFlags(content);
    const { name } = content.service;
    const inserted = await insertCase(tx, {
      id, application: content.submission, reference: content.reference, service: content.service.id, serviceName: { de: name.de, en: name['en'] ?? name.de }, placeArs: content.placeArs, placeName: content.placeName, state: 'new', flags,
      applicantName: content.clearName ?? null, receivedAt: new Date(content.submittedAt), dueOn: null, assignee: null, decidedAt: null, closedAt: null, version: 1, dataKeyId: dataKey.id,
    }, sealPart('content', dataKey.key, tenant, id, content));
    if (!inserted) throw new Error('the same submission is being opened at this moment');
    await insertAction(tx, { case: id, kind: 'opened', actorId: undefined, at, seal: (action) => sealPart('action', dataKey.key, tenant, action, { actor: 'delivery' }) });
    await record(tx, {
      actor: systemActor('delivery'), action: 'cases/case-opened', subject: { kind: 'case', id }, at,
      facts: { application: content.submission, service: content.service.id, package: content.service.packageHash, overlay: content.service.overlayHash, flags: flags.join(' ') },
      personal: { answers: JSON.stringify(content.rows ? { answers: content.answers, rows: content.rows } : content.answers) },
    });
    return id;
  });
}
