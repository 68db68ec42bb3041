import { requirePermission, requireService, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid, newId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listCaseServices } from '../data/inbox.ts';
import { findTextBlockForUpdate, saveTextBlock as saveBlock } from '../data/text-block.ts';
import { TextBlockChanged } from '../domain/errors.ts';
import { keepTextBlocks } from '../domain/permissions.ts';
import { checkTextBlock } from '../domain/text-block.ts';

/** Saves a text block: a new one for a service, or a changed one. Throws InvalidInput with every problem, NotFound, TextBlockChanged when somebody else saved it meanwhile. Returns its id. */
export async function saveTextBlock(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly service: string; readonly title: string; readonly body: string; readonly known?: { readonly id: string; readonly version: number } | undefined },
): Promise<string> {
  requirePermission(ctx.actor, keepTextBlocks, ctx.tenant);
  const staff = requireStaff(ctx.actor);
  const { known } = input;
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = known && isUuid(known.id) ? await findTextBlockForUpdate(tx, known.id) : undefined;
    if (known && !before) throw new NotFound();
    const service = before?.service ?? input.service;
    requireService(ctx.actor, keepTextBlocks, ctx.tenant, service);
    if (known && before && before.version !== known.version) throw new TextBlockChanged();
    const problems = checkTextBlock(input);
    if (!before && !(await listCaseServices(tx)).some((one) => one.service === service)) problems.push({ pointer: '/service', code: 'unknown', message: 'Wählen Sie die Leistung.' });
    if (problems.length > 0) throw new InvalidInput(problems);
    const at = ctx.clock.now();
    const id = before?.id ?? newId();
    const isSaved = await saveBlock(tx, { id, service, title: input.title.trim(), body: input.body.replaceAll('\r\n', '\n').trim(), version: (before?.version ?? 0) + 1, changedAt: at, changedBy: staff.name });
    if (!isSaved) throw new InvalidInput([{ pointer: '/title', code: 'taken', message: 'Diesen Namen hat schon ein anderer Textbaustein der Leistung.' }]);
    await record(tx, { actor: ctx.actor, action: 'cases/text-block-saved', subject: { kind: 'app', id: 'cases' }, facts: { textBlock: id, service }, at });
    return id;
  });
}
