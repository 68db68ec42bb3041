import { requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { livingSessions, type SignedInApp } from '@allmende/identity';
import { lookUpInstance } from '@allmende/operations';
import { selectOpenSignInsOf, type SignIn } from '../data/sign-in.ts';
import { endOneSignIn } from './end-one-sign-in.ts';

type Where = Pick<ActionContext, 'database' | 'clock' | 'config' | 'actor'>;

/** The apps at which the acting person is signed in now, each once, longest first; from whatever device. */
export async function ownSignIns(ctx: Where): Promise<readonly SignedInApp[]> {
  const open = await openOf(ctx);
  const living = await livingSessions(ctx, { ids: [...new Set(open.map((one) => one.platformSession))], used: new Set() });
  const apps = new Map<string, SignedInApp>();
  for (const { tenant, instance, platformSession, startedAt } of open) {
    if (apps.has(instance) || !living.has(platformSession)) continue;
    const title = (await lookUpInstance(ctx, { tenant, instance }))?.title;
    if (title !== undefined) apps.set(instance, { instance, tenant, title, since: startedAt });
  }
  return [...apps.values()];
}

/** Ends every sign-in of the acting person at one app: tokens open nothing any more, and the app is told. Other apps and the platform stay as they are. Throws NotFound where the person is not signed in. */
export async function endOwnSignIn(ctx: Where, input: { readonly instance: string }): Promise<void> {
  const here = (await openOf(ctx)).filter((one) => one.instance === input.instance);
  const [first] = here;
  if (!first) throw new NotFound();
  const title = (await lookUpInstance(ctx, first))?.title ?? '';
  const at = ctx.clock.now();
  await ctx.database.inTenant(first.tenant, async (tx) => {
    const ended = [];
    for (const one of here) if (await endOneSignIn(tx, one, at)) ended.push(one);
    if (ended.length === 0) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'single-sign-on/sign-in-ended', subject: { kind: 'instance', id: first.instance }, facts: { app: title }, at });
  });
}

type OpenSignIn = SignIn & { readonly tenant: TenantId; readonly startedAt: Date };

// Whoever works nowhere any more is signed in nowhere: those sign-ins end by themselves.
async function openOf(ctx: Where): Promise<readonly OpenSignIn[]> {
  const { accountId, grants } = requireStaff(ctx.actor);
  const found: OpenSignIn[] = [];
  for (const tenant of new Set(grants.map((grant) => grant.tenant))) {
    found.push(...(await ctx.database.inTenant(tenant, (tx) => selectOpenSignInsOf(tx, accountId))).map((one) => ({ ...one, tenant })));
  }
  return found;
}
