import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { reportProgress, type DeliveredEvidence } from '@allmende/delivery';
import { putFile } from '@allmende/files';
import type { House } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { openDataKey } from '@allmende/secrets';
import { berlinDate } from '@allmende/time';
import { insertAction } from '../data/case-action.ts';
import { listEvidence, putEvidence } from '../data/case-evidence.ts';
import { findCaseForUpdate, findCaseOfApplication, saveCase, saveCaseContent } from '../data/case-file.ts';
import { markNews } from '../data/case-news.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { dueOnOf } from '../domain/case-deadlines.ts';
import { isNews, type EvidenceContent } from '../domain/case-evidence.ts';
import { applicantState } from '../domain/case-file.ts';
import { resume, withNews } from '../domain/case-news.ts';
import { NoCaseYet } from '../domain/errors.ts';
import { openPart, sealPart } from './case-seals.ts';
import { requireRunning } from './require-running.ts';
import { TARGET_NAME } from './target-name.ts';

/**
 * Keeps a piece of evidence with its case, under the case's own key, with how complete the case is now. The same again replaces what was known. A late document stands in the history and
 * makes whoever is deciding at that moment look again. Evidence of a deleted case is passed over. Throws NoCaseYet before the case is there, CasesNotRunning.
 */
export async function receiveEvidence(house: Pick<House, 'database' | 'clock' | 'keys' | 'files'>, tenant: TenantId, evidence: DeliveredEvidence): Promise<void> {
  const procedureAt = await procedureOf(house, { authority: tenant });
  await house.database.inTenant(tenant, async (tx) => {
    await requireRunning(tx);
    const id = await findCaseOfApplication(tx, evidence.submission);
    if (id === undefined) throw new NoCaseYet();
    const found = await findCaseForUpdate(tx, id);
    if (!found) return;
    const dataKey = await openDataKey(tx, house.keys, found.file.dataKeyId);
    const at = house.clock.now();
    const known = (await listEvidence(tx, id)).find((each) => each.id === evidence.id);
    const before = known && openPart('evidence', dataKey.key, tenant, evidence.id, known.sealed);
    const { label, state, name, contentType, isLate, receivedAt, hints } = evidence;
    const now: EvidenceContent = { label, state, name, contentType, isLate, receivedAt, hints };
    // The case keeps a copy under its own key, so that nobody here needs a key of the application's.
    const fileId = known?.fileId ?? (evidence.bytes === undefined ? null : await putFile(tx, house, { dataKey, name: 'evidence', contentType: contentType ?? 'application/octet-stream', bytes: evidence.bytes }));
    await putEvidence(tx, { id: evidence.id, caseId: id, fileId, sealed: sealPart('evidence', dataKey.key, tenant, evidence.id, now), receivedAt: new Date(receivedAt) });

    const content = openPart('content', dataKey.key, tenant, id, found.sealed);
    const wasIncomplete = content.completeness !== undefined && content.completeness.score < 100;
    const held: CaseContent = {
      ...content, completeness: evidence.completeness, missingEvidence: evidence.missingEvidence, ...(wasIncomplete && evidence.completeness.score === 100 ? { completeOn: berlinDate(at) } : {}),
    };
    await saveCaseContent(tx, id, sealPart('content', dataKey.key, tenant, id, held));
    const news = isNews(before, now);
    const others = found.file.flags.filter((flag) => flag !== 'evidence-missing');
    const flags = evidence.missingEvidence.length > 0 ? [...others, 'evidence-missing' as const] : others;
    const updated = { ...found.file, flags, dueOn: dueOnOf(held, procedureAt(found.file.placeArs)) };
    // What the case waited for is there: whoever works on it finds it on top of the inbox.
    const file = news ? withNews(evidence.missingEvidence.length === 0 ? resume(updated) : updated, 'evidence-new') : updated;
    await saveCase(tx, file);
    if (!news) return;
    await markNews(tx, id, at);
    if (applicantState(file.state) !== applicantState(found.file.state)) await reportProgress(tx, { submission: file.application, target: TARGET_NAME, state: applicantState(file.state), at });
    await insertAction(tx, { case: id, kind: 'evidence', actorId: undefined, at, seal: (action) => sealPart('action', dataKey.key, tenant, action, { actor: 'delivery', note: label.de }) });
    await record(tx, { actor: systemActor('delivery'), action: 'cases/evidence-received', subject: { kind: 'case', id }, facts: { application: evidence.submission, version: file.version }, at });
  });
}
