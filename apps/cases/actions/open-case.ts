import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { findRemedy, procedureOf } from '@allmende/procedure';
import { insertDataKey, newDataKey } from '@allmende/secrets';
import { berlinDate, type PlainDate } from '@allmende/time';
import { insertAction } from '../data/case-action.ts';
import { findCaseOfApplication, insertCase } from '../data/case-file.ts';
import type { CaseContent } from '../domain/case-content.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { dueOnOf } from '../domain/case-deadlines.ts';
import { openingFlags } from '../domain/opening-flags.ts';
import { regimeOf } from '../domain/regime-of.ts';
import { sealPart } from './case-seals.ts';
import { requireRunning } from './require-running.ts';

/**
 * Opens a case for a submission under a key of its own and returns its id; the same submission again gives the same id, also after the case was deleted. Throws CasesNotRunning
 * while the authority does not run the app.
 */
export async function openCase(house: Pick<House, 'database' | 'clock' | 'keys'>, tenant: TenantId, submitted: CaseContent): Promise<string> {
  const { content, dueOn } = await underTheLaw(house, tenant, submitted);
  return house.database.inTenant(tenant, (tx) => openIn(house, tx, content, dueOn));
}

/** Opens a case for a sample as for a submission, with everything that can go wrong, and takes it back before anybody sees it: nothing of it is left. Returns the id that it would have had. Throws CasesNotRunning. */
export async function rehearseCase(house: Pick<House, 'database' | 'clock' | 'keys'>, tenant: TenantId, submitted: CaseContent): Promise<string> {
  const { content, dueOn } = await underTheLaw(house, tenant, submitted);
  const rehearsal: { id?: string } = {};
  try {
    await house.database.inTenant(tenant, async (tx) => {
      rehearsal.id = await openIn(house, tx, content, dueOn);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return rehearsal.id ?? '';
}

class TakenBack extends Error {}

// The law is read before the transaction: it asks the register. What the package says about remedies goes before what is known of the Land.
async function underTheLaw(house: Pick<House, 'database'>, tenant: TenantId, submitted: CaseContent): Promise<{ readonly content: CaseContent; readonly dueOn: PlainDate | null }> {
  const procedureAt = await procedureOf(house, { authority: tenant });
  const remedy = submitted.remedy ?? (await findRemedy({ land: submitted.placeArs.slice(0, 2), regime: regimeOf(submitted), service: submitted.service.id, on: berlinDate(new Date(submitted.submittedAt)) }));
  const content: CaseContent = { ...submitted, remedy: remedy && { example: false, ...remedy } };
  return { content, dueOn: dueOnOf(content, procedureAt(content.placeArs)) };
}

async function openIn(house: Pick<House, 'clock' | 'keys'>, tx: TenantTx, content: CaseContent, dueOn: PlainDate | null): Promise<string> {
  const [, known] = await Promise.all([requireRunning(tx), findCaseOfApplication(tx, content.submission)]);
  if (known !== undefined) return known;
  const id = newId();
  const at = house.clock.now();
  const dataKey = await newDataKey(house.keys, tx.tenant);
  const flags = openingFlags(content);
  const { name } = content.service;
  const file: CaseFile = {
    id, application: content.submission, reference: content.reference, service: content.service.id, serviceName: { de: name.de, en: name['en'] ?? name.de }, placeArs: content.placeArs, placeName: content.placeName, state: 'new', flags,
    applicantName: content.clearName ?? null, receivedAt: new Date(content.submittedAt), dueOn, assignee: null, decidedAt: null, closedAt: null, version: 1, dataKeyId: dataKey.id, keptUntil: null, deletionAsked: null,
  };
  const isComplete = content.completeness === undefined ? content.missingEvidence.length === 0 : content.completeness.score === 100;
  // In one message, one after the other.
  const [, inserted] = await Promise.all([
    insertDataKey(tx, dataKey),
    insertCase(tx, file, sealPart('content', dataKey.key, tx.tenant, id, content), isComplete),
    insertAction(tx, { case: id, kind: 'opened', actorId: undefined, at, seal: (action) => sealPart('action', dataKey.key, tx.tenant, action, { actor: 'delivery' }) }),
    record(tx, {
      actor: systemActor('delivery'), action: 'cases/case-opened', subject: { kind: 'case', id }, at,
      facts: { application: content.submission, service: content.service.id, package: content.service.packageHash, overlay: content.service.overlayHash, flags: flags.join(' ') },
      personal: { answers: JSON.stringify(content.rows ? { answers: content.answers, rows: content.rows } : content.answers) },
    }),
  ]);
  if (!inserted) throw new Error('the same submission is being opened at this moment');
  return id;
}
