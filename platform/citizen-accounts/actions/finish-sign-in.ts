import type { ActionContext } from '@allmende/house';
import type { AuthorityRef } from '@allmende/tenancy';
import { takeTicket } from '../data/sign-in.ts';
import { isToken, tokenHash } from '../domain/citizen-session.ts';
import { AnswerRefused } from '../domain/errors.ts';
import { startCitizenSession, type StartedCitizenSession } from './start-citizen-session.ts';

/** Turns a ticket into a session, once, for the browser that began, and says where to go on. `mark` is what that browser was given, `before` the session token it had. Throws AnswerRefused for every other. */
export async function finishSignIn(
  ctx: Pick<ActionContext, 'database' | 'clock'>, input: { authority: AuthorityRef; ticket: string; mark: string; before: string | undefined },
): Promise<StartedCitizenSession & { next: string }> {
  if (!isToken(input.ticket) || !isToken(input.mark)) throw new AnswerRefused('request-unknown');
  return ctx.database.inTenant(input.authority.tenant, async (tx) => {
    const taken = await takeTicket(tx, { ticketHash: tokenHash(input.ticket), browserHash: tokenHash(input.mark), at: ctx.clock.now() });
    if (!taken) throw new AnswerRefused('request-unknown');
    const started = await startCitizenSession(ctx, tx, { account: taken.account, level: taken.level, source: 'bundid', before: input.before });
    return { ...started, next: taken.nextPage };
  });
}
