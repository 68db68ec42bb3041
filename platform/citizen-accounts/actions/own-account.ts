import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { unwrapDataKey, type SecretKey } from '@allmende/secrets';
import { findAccount } from '../data/account.ts';
import { listDataUseRows } from '../data/data-use.ts';
import { endSessionRow, listSessionRows, type ListedSession } from '../data/session.ts';
import { SESSION_IDLE_MS } from '../domain/citizen-session.ts';
import { weaker } from '../domain/level.ts';
import type { Attribute, Attributes } from '../domain/verified-identity.ts';
import { openAccountContent, openDataUse, type DataUseContent } from './account-seals.ts';
import type { Citizen } from './find-citizen.ts';

/** More than anybody looks through. */
const MOST_USES = 200;

type Context = Pick<ActionContext, 'database' | 'keys' | 'clock'>;

/** What a person's last proof told this authority, each value no surer than this session is. Throws NotFound when the account is gone. */
export async function readAttributes(ctx: Pick<ActionContext, 'database' | 'keys'>, citizen: Citizen): Promise<Attributes> {
  const { attributes } = await opened(ctx, citizen);
  return Object.fromEntries(Object.entries(attributes).map(([name, { value, level }]) => [name, { value, level: weaker(level, citizen.level) }]));
}

/** Everything that an authority knows of a person by their account, for that person. */
export type OwnAccount = {
  readonly attributes: Attributes; readonly provenAt: Date; readonly createdAt: Date; readonly level: Citizen['level'];
  readonly sessions: readonly (ListedSession & { readonly isThis: boolean })[];
  readonly uses: readonly (DataUseContent & { readonly at: Date })[];
};

/** Reads the own account. Throws NotFound when it is gone. */
export async function ownAccount(ctx: Context, citizen: Citizen): Promise<OwnAccount> {
  const { attributes, provenAt, key, createdAt } = await opened(ctx, citizen);
  const now = ctx.clock.now();
  const { sessions, uses } = await ctx.database.inTenant(citizen.tenant, async (tx) => ({
    sessions: await listSessionRows(tx, citizen.account, { now, usedAfter: new Date(now.getTime() - SESSION_IDLE_MS) }), uses: await listDataUseRows(tx, citizen.account, MOST_USES),
  }));
  return {
    attributes, provenAt: new Date(provenAt), createdAt, level: citizen.level, sessions: sessions.map((session) => ({ ...session, isThis: session.id === citizen.session })),
    uses: uses.map(({ id, at, sealed }) => ({ ...openDataUse(key, citizen.tenant, id, sealed), at })),
  };
}

/** Ends one of the own sessions, this one or another. Throws NotFound for any other id. */
export async function endCitizenSession(ctx: Pick<ActionContext, 'database' | 'clock'>, citizen: Citizen, session: string): Promise<void> {
  if (!(await ctx.database.inTenant(citizen.tenant, (tx) => endSessionRow(tx, { id: session, accountId: citizen.account, at: ctx.clock.now() })))) throw new NotFound();
}

/** The mailbox of a person's BundID account, where they agreed to news there at their last sign-in, and how surely they were known then; undefined otherwise. For rooms that bring such news. */
export async function mailboxOfAccount(ctx: Pick<ActionContext, 'database' | 'keys'>, of: Pick<Citizen, 'tenant' | 'account'>): Promise<Attribute | undefined> {
  const { attributes, source } = await opened(ctx, of).catch((error: unknown) => { if (error instanceof NotFound) return { attributes: {} as Attributes, source: '' }; throw error; });
  return source === 'bundid' ? attributes.mailbox : undefined;
}

async function opened(ctx: Pick<ActionContext, 'database' | 'keys'>, citizen: Pick<Citizen, 'tenant' | 'account'>): Promise<ReturnType<typeof openAccountContent> & { key: SecretKey; createdAt: Date }> {
  const stored = await findAccount(ctx.database, citizen.tenant, citizen.account);
  if (!stored) throw new NotFound();
  const key = await unwrapDataKey(ctx.keys, citizen.tenant, stored.dataKeyId, stored.wrapped);
  return { ...openAccountContent(key, citizen.tenant, stored.id, stored.sealed), key, createdAt: stored.createdAt };
}
