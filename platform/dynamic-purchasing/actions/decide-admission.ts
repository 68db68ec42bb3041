import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { berlinDate } from '@allmende/time';
import { getRequestForUpdate, listRequests, saveRequest } from '../data/admission-request.ts';
import { insertAdmission, listBidders } from '../data/bidder.ts';
import type { AdmissionRequest, RequestTexts } from '../domain/admission-request.ts';
import type { Bidder } from '../domain/bidder.ts';
import { NotNow } from '../domain/errors.ts';
import { runSystems, seeSystems } from '../domain/permissions.ts';
import { TELL_BIDDER } from '../domain/tell-bidder-ticket.ts';
import { countPeriod } from './periods.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** Admits a bidder or refuses with a reason; the bidder is told at once (§ 24 Abs. 3 Satz 5 VgV). Throws NotFound, NotNow, InvalidInput (`/reason`, `/decision`). */
export async function decideAdmission(ctx: Context, input: { readonly request: string; readonly decision: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, runSystems, PLATFORM_TENANT);
  const { accountId } = requireStaff(ctx.actor);
  const { decision } = input;
  if (decision !== 'admitted' && decision !== 'refused') throw new InvalidInput([{ pointer: '/decision', code: 'required', message: 'Bitte wählen Sie, wie entschieden wird.' }]);
  const reason = reasonOf(input.reason, decision === 'refused');
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const request = await getRequestForUpdate(tx, ctx.keys, input.request);
    if (request.state !== 'open') throw new NotNow('Über diesen Antrag ist schon entschieden.');
    await saveRequest(tx, ctx.keys, { ...request, state: decision, reason, decidedAt: at, decidedBy: accountId });
    if (decision === 'admitted') await insertAdmission(tx, { category: request.category, bidder: request.bidder, system: request.system, at });
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/admission-decided', subject: { kind: 'admission-request', id: request.id }, at,
      facts: { state: decision, category: request.category, decideUntil: request.decideUntil, inTime: berlinDate(at) <= request.decideUntil },
    });
    await enqueue(tx, TELL_BIDDER, { bidder: request.bidder, about: 'admission' });
  });
}

/** Takes the longer period for a request, with a reason (§ 24 Abs. 3 Satz 2 VgV). Throws NotFound, NotNow, InvalidInput (`/reason`). */
export async function extendAdmission(ctx: Context, input: { readonly request: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, runSystems, PLATFORM_TENANT);
  const reason = reasonOf(input.reason, true) ?? '';
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const request = await getRequestForUpdate(tx, ctx.keys, input.request);
    if (request.state !== 'open' || request.extendedBecause !== null) throw new NotNow('Diese Frist kann nicht verlängert werden.');
    const due = await countPeriod(ctx, { key: 'admission-extended', event: berlinDate(request.receivedAt), for: 'authority' });
    await saveRequest(tx, ctx.keys, { ...request, extendedBecause: reason, decideUntil: due.lastDay });
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/admission-extended', subject: { kind: 'admission-request', id: request.id }, facts: { decideUntil: due.lastDay, basis: due.period.basis }, at });
  });
}

/** The requests of a system with who asks, those that wait first. */
export async function listAdmissions(ctx: Context, input: { readonly system: string }): Promise<readonly (AdmissionRequest & RequestTexts & { readonly from: Bidder | undefined })[]> {
  requirePermission(ctx.actor, seeSystems, PLATFORM_TENANT);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const requests = await listRequests(tx, ctx.keys, input.system);
    const bidders = await listBidders(tx, requests.map((one) => one.bidder));
    return requests.map((one) => ({ ...one, from: bidders.find(({ id }) => id === one.bidder) }));
  });
}

function reasonOf(text: string, required: boolean): string | null {
  const reason = text.trim();
  if ((required && reason.length < 10) || reason.length > 4000) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte begründen Sie das (10 bis 4.000 Zeichen).' }]);
  return reason === '' ? null : reason;
}
