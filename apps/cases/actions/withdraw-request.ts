import { NotFound } from '@allmende/errors';
import { findParticipation, listParticipations, saveParticipation } from '../data/participation.ts';
import { withFlag, withoutFlag } from '../domain/case-file.ts';
import { requireAsked } from '../domain/participation.ts';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';

/** Takes a request for a statement back: from then on the office sees nothing of the case. Throws NotFound, CaseChanged, NotPossibleNow when it was answered. */
export async function withdrawRequest(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly request: string }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (tx, { file }) => {
    const asked = await findParticipation(tx, input.request);
    if (asked?.case !== file.id) throw new NotFound();
    requireAsked(asked);
    await saveParticipation(tx, asked.id, { state: 'withdrawn', answeredAt: null, sealed: asked.sealed });
    await enqueuePassOn(tx, { participation: asked.id, office: asked.officeTenant });
    const open = (await listParticipations(tx, file.id)).some(({ state }) => state === 'asked');
    return { file: open ? withFlag(file, 'statement-open') : withoutFlag(file, 'statement-open'), kind: 'request-withdrawn', note: asked.officeName, facts: { request: asked.id, office: asked.officeTenant } };
  });
}
