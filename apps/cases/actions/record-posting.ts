import { InvalidInput } from '@allmende/errors';
import { procedureOf } from '@allmende/procedure';
import { berlinDate, formatDate, parsePlainDate } from '@allmende/time';
import { findNoticeOfCase, savePostedOn } from '../data/notice.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { decideCases } from '../domain/permissions.ts';
import { recordService } from '../domain/record-service.ts';
import { regimeOf } from '../domain/regime-of.ts';
import { openPart } from './case-seals.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/**
 * Records the day on which the notice went to the post, was put into the mailbox or, with proof, was delivered; and works out when it counts as served and until when something can be done
 * against it. Throws InvalidInput for a day before the notice or after today, NotFound, CaseChanged, NotPossibleNow.
 */
export async function recordPosting(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly postedOn: string }): Promise<{ readonly version: number }> {
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  return changeCase(ctx, decideCases, input, async (tx, { file, sealed, key, at }) => {
    const found = await findNoticeOfCase(tx, file.id);
    if (!found) throw new NotPossibleNow('Es gibt noch keinen Bescheid.');
    const { notice } = found;
    if (notice.postedOn !== null) throw new NotPossibleNow('Der Tag der Absendung ist schon eingetragen.');
    const day = parsePlainDate(input.postedOn);
    if (day === undefined || day < berlinDate(notice.issuedAt) || day > berlinDate(at)) {
      throw new InvalidInput([{ pointer: '/postedOn', code: 'invalid', message: `Geben Sie einen Tag zwischen dem ${formatDate(berlinDate(notice.issuedAt))} und heute ein.` }]);
    }
    const regime = regimeOf(openPart('content', key, ctx.tenant, file.id, sealed));
    const { remedyKind } = openPart('notice', key, ctx.tenant, notice.id, found.sealed);
    const service = recordService(notice.service, { on: day, regime, remedyKind, procedure: procedureAt(file.placeArs) });
    await savePostedOn(tx, notice.id, day, service);
    return {
      file: { ...file, version: file.version + 1 }, kind: 'posted',
      facts: { notice: notice.id, postedOn: day, serviceOfNotice: service.route, ...(service.served === undefined ? {} : { servedOn: service.served.on.latest, remedyEndsOn: service.served.remedyEnds.latest }) },
    };
  });
}
