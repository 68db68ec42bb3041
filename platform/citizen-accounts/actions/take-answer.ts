import type { ActionContext } from '@allmende/house';
import type { AuthorityRef } from '@allmende/tenancy';
import { readAnswer } from '../clients/bundid/read-answer.ts';
import { SKEW_MS } from '../clients/bundid/read-assertion.ts';
import { findSignIn, useSignIn } from '../data/sign-in.ts';
import { newToken, TICKET_LIFETIME_MS, tokenHash } from '../domain/citizen-session.ts';
import { AnswerRefused } from '../domain/errors.ts';
import { reaches } from '../domain/level.ts';
import { askerOf } from './asker-of.ts';
import { requireIdentityProvider } from './identity-provider.ts';
import { keepAccount } from './keep-account.ts';

/**
 * Takes an answer of BundID. The request is used up only when everything was right, so a bad answer changes nothing. Gives a ticket that the browser which began turns into a session within two minutes; the answer itself comes as a form from
 * another site and gives nobody a session. Throws AnswerRefused, whose reason is in the log, and NoIdentityProvider.
 */
export async function takeAnswer(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'urlFor' | 'config' | 'log'>, input: { authority: AuthorityRef; answer: string }): Promise<{ ticket: string }> {
  try {
    return await believe(ctx, input);
  } catch (error) {
    if (error instanceof AnswerRefused) ctx.log.warn({ reason: error.why, authority: input.authority.slug }, 'an answer of BundID was refused');
    throw error;
  }
}

async function believe(ctx: Parameters<typeof takeAnswer>[0], { authority, answer }: Parameters<typeof takeAnswer>[1]): Promise<{ ticket: string }> {
  const now = ctx.clock.now();
  const { inResponseTo, identity, authenticatedAt } = await readAnswer(answer, requireIdentityProvider(ctx), await askerOf(ctx, authority), now);
  const request = await findSignIn(ctx.database, authority.tenant, inResponseTo);
  if (!request || request.expiresAt <= now) throw new AnswerRefused('request-unknown');
  if (request.usedAt !== null) throw new AnswerRefused('request-used');
  // The request asks for a fresh sign-in (ForceAuthn): one from before it is somebody else's, or an old one.
  if (authenticatedAt.getTime() < request.createdAt.getTime() - SKEW_MS) throw new AnswerRefused('authentication-old');
  if (!reaches(identity.level, request.level)) throw new AnswerRefused('level-too-low');
  // What nobody asked for is not kept, even if it was sent.
  const attributes = Object.fromEntries(Object.entries(identity.attributes).filter(([name]) => request.attributes.includes(name)));
  const ticket = newToken();
  await ctx.database.inTenant(authority.tenant, async (tx) => {
    const account = await keepAccount(ctx, tx, { ...identity, attributes }, request.serviceId ?? undefined);
    const isFirst = await useSignIn(tx, { id: request.id, account, level: identity.level, ticketHash: tokenHash(ticket), ticketExpiresAt: new Date(now.getTime() + TICKET_LIFETIME_MS), at: now });
    if (!isFirst) throw new AnswerRefused('request-used');
  });
  return { ticket };
}
