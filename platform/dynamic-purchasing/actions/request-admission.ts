import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertRequest, listRequestsOfBidder } from '../data/admission-request.ts';
import { getSystem } from '../data/system.ts';
import type { AdmissionRequest, RequestTexts } from '../domain/admission-request.ts';
import { NotNow } from '../domain/errors.ts';
import { isOpen } from '../domain/purchasing-system.ts';
import { bidderOf, findOwnBidder } from './bidder-of.ts';
import { countPeriod } from './periods.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** Asks to take part in a category; possible as long as the system runs. Throws NoBidder, NotFound, NotNow, InvalidInput (`/category`, `/statement`). */
export async function requestAdmission(ctx: Context, input: { readonly system: string; readonly category: string; readonly statement: string }): Promise<AdmissionRequest> {
  const bidder = await bidderOf(ctx);
  const at = ctx.clock.now();
  const system = await ctx.database.withoutTenant((tx) => getSystem(tx, input.system));
  if (!isOpen(system, ctx.clock.today())) throw new NotNow('Dieses Beschaffungssystem nimmt keine Teilnahmeanträge an.');
  const statement = input.statement.trim();
  const problems = [
    ...(system.categories.some((one) => one.id === input.category) ? [] : [{ pointer: '/category', code: 'required', message: 'Bitte wählen Sie eine Kategorie.' }]),
    ...(statement.length < 10 || statement.length > 8000 ? [{ pointer: '/statement', code: 'length', message: 'Bitte legen Sie dar, wie Sie die Eignungskriterien erfüllen (10 bis 8.000 Zeichen).' }] : []),
  ];
  if (problems.length > 0) throw new InvalidInput(problems);
  const due = await countPeriod(ctx, { key: 'admission', event: ctx.clock.today(), for: 'authority' });
  const request: AdmissionRequest = { id: newId(), system: system.id, category: input.category, bidder: bidder.id, receivedAt: at, decideUntil: due.lastDay, extendedBecause: null, state: 'open', decidedAt: null, decidedBy: null };
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertRequest(tx, ctx.keys, request, { statement, reason: null }))) throw new NotNow('Für diese Kategorie liegt schon ein Antrag vor, oder Sie sind zugelassen.');
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/admission-requested', subject: { kind: 'admission-request', id: request.id }, facts: { system: system.id, category: request.category, decideUntil: request.decideUntil, basis: due.period.basis }, at });
  });
  return request;
}

/** The own requests with their reasons; none before anything is entered. */
export async function listOwnRequests(ctx: Context): Promise<readonly (AdmissionRequest & RequestTexts)[]> {
  const { bidder } = await findOwnBidder(ctx);
  return bidder === undefined ? [] : ctx.database.inTenant(PLATFORM_TENANT, (tx) => listRequestsOfBidder(tx, ctx.keys, bidder.id));
}
