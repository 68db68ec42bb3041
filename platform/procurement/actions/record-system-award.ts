import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertSystemAward } from '../data/award.ts';
import { AlreadyStands } from '../domain/errors.ts';
import { keepAwardBasis } from '../domain/permissions.ts';
import type { SystemAward } from '../domain/system-award.ts';

/**
 * Keeps what a mini-competition within a dynamic purchasing system ended with, as the proof that one order can rest on (§§ 22 to 24 VgV). Belongs into the transaction of the award, with its id: the same award again changes nothing.
 * Throws InvalidInput, and AlreadyStands when another award has the id.
 */
export async function recordSystemAward(ctx: Pick<ActionContext, 'clock' | 'actor'>, tx: TenantTx, input: Omit<SystemAward, 'contract'>): Promise<void> {
  requirePermission(ctx.actor, keepAwardBasis, tx.tenant);
  if (input.offers.length === 0 || input.offers.length > 20) throw new InvalidInput([{ pointer: '/offers', code: 'required', message: 'Ein Zuschlag nennt 1 bis 20 Angebote.' }]);
  if (input.validUntil < input.awardedOn) throw new InvalidInput([{ pointer: '/validUntil', code: 'order', message: 'Der letzte Tag liegt vor dem Zuschlag.' }]);
  if (input.centsPerYear < 0 || input.centsPerYear > 10_000_000_000) throw new InvalidInput([{ pointer: '/centsPerYear', code: 'absurd', message: 'Bitte geben Sie einen Betrag von 0 bis 100 Millionen Euro an.' }]);
  const at = ctx.clock.now();
  const by = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  if (!(await insertSystemAward(tx, { ...input, contract: null }, { by, at }))) throw new AlreadyStands();
  await record(tx, {
    actor: ctx.actor, action: 'procurement/system-award-recorded', subject: { kind: 'system-award', id: input.id }, at,
    facts: { system: input.system, call: input.call, contractor: input.contractor, centsPerYear: input.centsPerYear, awardedOn: input.awardedOn, validUntil: input.validUntil, offers: input.offers.length },
  });
}
