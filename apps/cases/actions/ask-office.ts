import { newId, tenantId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { findAuthority } from '@allmende/register';
import { listEvidence } from '../data/case-evidence.ts';
import { insertParticipation } from '../data/participation.ts';
import { isOpen, withFlag } from '../domain/case-file.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { checkRequest, partsOf, type TypedRequest } from '../domain/participation.ts';
import { decideCases } from '../domain/permissions.ts';
import { openPart, sealPart } from './case-seals.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';

/**
 * Asks an authority, or another office of the own one, for a statement: with a question, a day, and the parts of the case that it may see. `office` is an id of the register. Throws InvalidInput
 * with every problem, NotFound, CaseChanged, NotPossibleNow when the case is decided.
 */
export async function askOffice(ctx: ChangeContext, input: TypedRequest & { readonly case: string; readonly version: number }): Promise<{ readonly version: number; readonly request: string }> {
  const office = await findAuthority(ctx, { id: input.office });
  const id = newId();
  const { version } = await changeCase(ctx, decideCases, input, async (tx, { file, sealed, key, at, staff }) => {
    if (!isOpen(file.state)) throw new NotPossibleNow('Über diesen Fall ist schon entschieden. Eine Stellungnahme käme zu spät.');
    const content = openPart('content', key, ctx.tenant, file.id, sealed);
    const evidence = (await listEvidence(tx, file.id)).map((one) => ({ ...openPart('evidence', key, ctx.tenant, one.id, one.sealed), id: one.id, fileId: one.fileId }));
    const problems = [...(office ? [] : [{ pointer: '/office', code: 'unknown', message: 'Wählen Sie die Behörde, die Sie fragen.' }]), ...checkRequest(input, partsOf(content, evidence), ctx.clock.today())];
    if (!office || problems.length > 0) throw new InvalidInput(problems);
    await insertParticipation(tx, {
      id, case: file.id, officeTenant: tenantId(office.id), officeName: office.name, dueOn: input.dueOn, askedAt: at, askedBy: staff.accountId, state: 'asked', answeredAt: null,
      sealed: sealPart('participation', key, ctx.tenant, id, { question: input.question.trim(), askedByName: staff.name, parts: input.parts }),
    });
    await enqueuePassOn(tx, { participation: id, office: office.id });
    return { file: withFlag(file, 'statement-open'), kind: 'office-asked', note: office.name, facts: { request: id, office: office.id, parts: input.parts.length, dueOn: input.dueOn } };
  });
  return { version, request: id };
}
