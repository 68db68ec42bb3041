import { requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import { insertAction } from '../data/case-action.ts';
import { saveCase } from '../data/case-file.ts';
import { listParticipations, saveParticipation } from '../data/participation.ts';
import { withFlag, withoutFlag } from '../domain/case-file.ts';
import { checkStatement, requireAsked } from '../domain/participation.ts';
import { sealPart } from './case-seals.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';
import { withAskedCase, type AskedContext } from './open-statement-request.ts';

/**
 * Gives the statement that another office asked for: it lies sealed with the case, stands in its history and makes whoever is deciding at that moment look again. Throws InvalidInput, NotFound,
 * NotPossibleNow when it was given already.
 */
export async function giveStatement(ctx: AskedContext, input: { readonly request: string; readonly statement: string }): Promise<void> {
  const problems = checkStatement(input.statement);
  await withAskedCase(ctx, { request: input.request, forUpdate: true }, async (tx, { tenant, asked, content, file, key }) => {
    requireAsked(asked);
    if (problems.length > 0) throw new InvalidInput(problems);
    const staff = requireStaff(ctx.actor);
    const at = ctx.clock.now();
    const statement = input.statement.replaceAll('\r\n', '\n').trim();
    await saveParticipation(tx, asked.id, { state: 'answered', answeredAt: at, sealed: sealPart('participation', key, tenant, asked.id, { ...content, statement, answeredByName: staff.name }) });
    const isLast = (await listParticipations(tx, file.id)).every(({ state }) => state !== 'asked');
    const told = withFlag(isLast ? withoutFlag(file, 'statement-open') : file, 'statement-new');
    await saveCase(tx, { ...told, version: file.version + 1 });
    await insertAction(tx, { case: file.id, kind: 'statement', actorId: staff.accountId, at, seal: (id) => sealPart('action', key, tenant, id, { actor: `${staff.name} (${asked.officeName})` }) });
    await record(tx, { actor: ctx.actor, action: 'cases/case-statement', subject: { kind: 'case', id: file.id }, facts: { request: asked.id, office: ctx.tenant, version: file.version + 1 }, personal: { statement }, at });
    await enqueuePassOn(tx, { participation: asked.id, office: asked.officeTenant });
  });
}
