import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getCompetition } from '../data/competition.ts';
import { insertQuestion, saveAnswer } from '../data/question.ts';
import { isClosed } from '../domain/competition.ts';
import { NotNow, TooLate } from '../domain/errors.ts';
import { runCompetitions } from '../domain/permissions.ts';
import { asInvited } from './invited-competition.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** Asks about a competition; all who were invited see it, and nobody sees who asked. Throws NotFound, TooLate, NotNow, InvalidInput (`/question`). */
export async function askQuestion(ctx: Context, input: { readonly competition: string; readonly question: string }): Promise<void> {
  const question = input.question.trim();
  if (question.length < 5 || question.length > 2000) throw new InvalidInput([{ pointer: '/question', code: 'length', message: 'Bitte stellen Sie Ihre Frage (5 bis 2.000 Zeichen).' }]);
  await asInvited(ctx, input.competition, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'share');
    if (competition.state !== 'invited') throw new NotNow('Zu diesem Wettbewerb werden keine Fragen mehr angenommen.');
    const at = ctx.clock.now();
    if (isClosed(competition, at)) throw new TooLate();
    const id = newId();
    await insertQuestion(tx, ctx.keys, competition, { id, question, answer: null, askedAt: at, answeredAt: null });
    // The asker stays unnamed in the authority's log too: competitors read the answer, and who asked is nobody's business.
    await record(tx, { actor: { kind: 'anonymous' }, action: 'dynamic-purchasing/question-asked', subject: { kind: 'competition', id: competition.id }, facts: { question: id }, at });
  });
}

/** Answers a question to all who were invited. Throws NotFound, InvalidInput (`/answer`). */
export async function answerQuestion(ctx: Context & Pick<ActionContext, 'tenant'>, input: { readonly competition: string; readonly question: string; readonly answer: string }): Promise<void> {
  requirePermission(ctx.actor, runCompetitions, ctx.tenant);
  const answer = input.answer.trim();
  if (answer.length < 2 || answer.length > 4000) throw new InvalidInput([{ pointer: '/answer', code: 'length', message: 'Bitte antworten Sie (2 bis 4.000 Zeichen).' }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'share');
    if (competition.state !== 'invited' || isClosed(competition, at)) throw new TooLate();
    await saveAnswer(tx, ctx.keys, competition, { question: input.question, answer, at });
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/question-answered', subject: { kind: 'competition', id: competition.id }, facts: { question: input.question }, at });
  });
}
