import { InvalidInput } from '@allmende/errors';
import { berlinDate, formatDate, parsePlainDate } from '@allmende/time';
import { findNoticeOfCase, savePostedOn } from '../data/notice.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/** Records the day on which the letter with the notice went to the post: that is how it is served. Throws InvalidInput for a day before the notice or after today, NotFound, CaseChanged, NotPossibleNow. */
export async function recordPosting(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly postedOn: string }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (tx, { file, at }) => {
    const found = await findNoticeOfCase(tx, file.id);
    if (!found) throw new NotPossibleNow('Es gibt noch keinen Bescheid.');
    if (found.notice.postedOn !== null) throw new NotPossibleNow('Der Tag der Absendung ist schon eingetragen.');
    const day = parsePlainDate(input.postedOn);
    if (day === undefined || day < berlinDate(found.notice.issuedAt) || day > berlinDate(at)) {
      throw new InvalidInput([{ pointer: '/postedOn', code: 'invalid', message: `Geben Sie einen Tag zwischen dem ${formatDate(berlinDate(found.notice.issuedAt))} und heute ein.` }]);
    }
    await savePostedOn(tx, found.notice.id, day);
    return { file: { ...file, version: file.version + 1 }, kind: 'posted', facts: { notice: found.notice.id, postedOn: day, serviceOfNotice: found.notice.service.route } };
  });
}
