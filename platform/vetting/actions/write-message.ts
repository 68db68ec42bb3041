import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { ownSupplier } from '@allmende/suppliers';
import { insertMessage } from '../data/message.ts';
import { getSolutionRow, keyOfSolution } from '../data/solution.ts';
import { vetSolutions } from '../domain/permissions.ts';
import { actingId } from './acting.ts';

/** The operator asks, the supplier answers; the text lies sealed. Throws InvalidInput (`/text`), NotFound. */
export async function writeMessage(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>, input: { readonly solution: string; readonly text: string }): Promise<void> {
  const text = input.text.trim();
  const supplier = ctx.actor.kind === 'supplier' ? (await ownSupplier(ctx)).id : undefined;
  if (supplier === undefined) requirePermission(ctx.actor, vetSolutions, PLATFORM_TENANT);
  if (text.length < 2 || text.length > 4000) throw new InvalidInput([{ pointer: '/text', code: 'length', message: 'Bitte schreiben Sie einen Text mit höchstens 4.000 Zeichen.' }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id } = await getSolutionRow(tx, { id: input.solution, supplier });
    await insertMessage(tx, await keyOfSolution(tx, ctx.keys, id), id, { id: newId(), author: supplier === undefined ? 'operator' : 'supplier', writtenAt: at, text }, actingId(ctx.actor));
    await record(tx, { actor: ctx.actor, action: supplier === undefined ? 'vetting/question-asked' : 'vetting/answer-given', subject: { kind: 'vetted-solution', id }, facts: {}, at });
  });
}
