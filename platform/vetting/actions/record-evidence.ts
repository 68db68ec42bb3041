import { createHash } from 'node:crypto';
import type { Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import type { Clock, PlainDate } from '@allmende/time';
import { insertEvidence } from '../data/evidence.ts';
import { expiryOf, type CheckResult, type Evidence } from '../domain/evidence.ts';
import type { CheckId } from '../domain/ladder.ts';
import { actingId, sideOf } from './acting.ts';

/** Writes what a check has found, with its entry in the log, so that a signed checkpoint stands behind hash, day and outcome. Returns the evidence. */
export async function recordEvidence(
  tx: TenantTx, ctx: { readonly actor: Actor; readonly clock: Clock },
  input: { readonly solution: string; readonly check: CheckId; readonly result: CheckResult; readonly examined: Uint8Array | string; readonly validUntil?: PlainDate | null; readonly revision?: number; readonly file?: { readonly id: string; readonly name: string } },
): Promise<Evidence> {
  const { check, result, solution } = input;
  const recordedOn = ctx.clock.today();
  const evidence: Evidence = {
    ...result, id: newId(), check, hash: createHash('sha256').update(input.examined).digest('hex'), recordedAt: ctx.clock.now(), recordedOn, expiresOn: expiryOf(check, recordedOn, input.validUntil), author: sideOf(ctx.actor),
    revision: input.revision ?? null, file: input.file ?? null, review: null,
  };
  await insertEvidence(tx, solution, evidence, actingId(ctx.actor));
  await record(tx, {
    actor: ctx.actor, action: 'vetting/evidence-recorded', subject: { kind: 'vetted-solution', id: solution }, at: evidence.recordedAt,
    facts: { check, outcome: result.outcome, evidence: evidence.id, hash: evidence.hash, ...(evidence.expiresOn === null ? {} : { expiresOn: evidence.expiresOn }) },
  });
  return evidence;
}
