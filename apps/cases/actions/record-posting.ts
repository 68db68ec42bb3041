import { procedureOf } from '@allmende/procedure';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { postNotice } from './post-notice.ts';

/**
 * Records the day on which the notice went to the post, was put into the mailbox or, with proof, was delivered; and works out when it counts as served and until when something can be done
 * against it. Throws InvalidInput for a day before the notice or after today, NotFound, CaseChanged, NotPossibleNow.
 */
export async function recordPosting(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly postedOn: string }): Promise<{ readonly version: number }> {
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  return changeCase(ctx, decideCases, input, (tx, held) => postNotice(tx, held, { tenant: ctx.tenant, postedOn: input.postedOn, procedureAt }));
}
