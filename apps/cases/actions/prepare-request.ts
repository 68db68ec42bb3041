import { requirePermission, requireService } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { addDays, nextWorkingDay, type PlainDate } from '@allmende/time';
import { DAYS_TO_ANSWER, requestChoices, requestText, type RequestChoice } from '../domain/document-request.ts';
import { decideCases } from '../domain/permissions.ts';
import type { CaseContent } from '../domain/case-content.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { getCase, type HistoryEntry } from './get-case.ts';

/** A request before it is sent. */
export type PreparedRequest = { readonly file: CaseFile; readonly history: readonly HistoryEntry[]; readonly content: CaseContent; readonly choices: readonly RequestChoice[]; readonly text: string; readonly dueOn: PlainDate };

/** The ready letter for everything that is missing, with a day two weeks from now, on a working day. Opening it is an audit entry like each opening of a case. Throws NotFound. */
export async function prepareRequest(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>, input: { readonly case: string }): Promise<PreparedRequest> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const { file, content, history } = await getCase(ctx, { case: input.case });
  if (content === undefined) throw new NotFound();
  requireService(ctx.actor, decideCases, ctx.tenant, file.service);
  const { seat } = (await procedureOf(ctx, { authority: ctx.tenant }))(file.placeArs);
  const dueOn = nextWorkingDay(addDays(ctx.clock.today(), DAYS_TO_ANSWER), (day) => seat.certainIn(Number(day.slice(0, 4))).includes(day));
  const choices = requestChoices(content);
  const asked = choices.filter(({ isProposed }) => isProposed);
  return { file, history, content, choices, dueOn, text: requestText(content, asked, dueOn) };
}
