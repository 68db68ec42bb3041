import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { addDays, berlinMidnight } from '@allmende/time';
import { countNotices, type StoredNotice } from '../data/notice.ts';
import { findQuietHours, saveQuietHours } from '../data/settings.ts';
import { manageMailbox } from '../domain/permissions.ts';
import { USUAL_QUIET_HOURS, type QuietHours } from '../domain/quiet-hours.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Days over which e-mails are counted. */
const COUNTED_DAYS = 30;

/** When an authority sends no e-mails, who set that, and what became of those of the last 30 days. */
export type MailboxSettings = { readonly quiet: QuietHours; readonly changed: { readonly at: Date; readonly by: string } | undefined; readonly counts: Readonly<Record<StoredNotice['state'], number>> };

/** Reads the settings. Needs `mailbox/manage-mailbox`. */
export async function getMailboxSettings(ctx: Context): Promise<MailboxSettings> {
  requirePermission(ctx.actor, manageMailbox, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findQuietHours(tx);
    return { quiet: found === undefined ? USUAL_QUIET_HOURS : { from: found.from, until: found.until }, changed: found && { at: found.changedAt, by: found.changedBy }, counts: await countNotices(tx, berlinMidnight(addDays(ctx.clock.today(), -COUNTED_DAYS))) };
  });
}

/** Sets the quiet hours, 0 to 23 in Europe/Berlin; equal hours mean none. What waits already goes as it was ordered. Throws InvalidInput. Needs `mailbox/manage-mailbox`. */
export async function setQuietHours(ctx: Context, input: QuietHours): Promise<void> {
  requirePermission(ctx.actor, manageMailbox, ctx.tenant);
  const { name } = requireStaff(ctx.actor);
  const problems: FieldProblem[] = (['from', 'until'] as const).filter((field) => !Number.isInteger(input[field]) || input[field] < 0 || input[field] > 23).map((field) => ({ pointer: `/${field}`, code: 'invalid', message: 'Wählen Sie eine volle Stunde.' }));
  if (problems.length > 0) throw new InvalidInput(problems);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await saveQuietHours(tx, input, { name, at });
    await record(tx, { actor: ctx.actor, action: 'mailbox/quiet-hours-set', subject: { kind: 'settings', id: ctx.tenant }, facts: { quietFrom: input.from, quietUntil: input.until }, at });
  });
}
