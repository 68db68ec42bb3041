import { InvalidInput } from '@allmende/errors';
import { filedInTime } from '@allmende/procedure';
import { berlinDate, formatDate, parsePlainDate } from '@allmende/time';
import { findNoticeOfCase, saveService } from '../data/notice.ts';
import { object } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

const LONGEST_NOTE = 10_000;

/**
 * Records an objection against the notice: the day on which it arrived, whether that was in time, and what it says in short. A closed case is worked on again. Throws InvalidInput for a day
 * before the notice or after today, NotFound, CaseChanged, NotPossibleNow.
 */
export async function recordObjection(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly receivedOn: string; readonly note?: string | undefined }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (tx, { file, at }) => {
    const notice = (await findNoticeOfCase(tx, file.id))?.notice;
    const day = parsePlainDate(input.receivedOn);
    const first = notice && berlinDate(notice.issuedAt);
    if (first !== undefined && (day === undefined || day < first || day > berlinDate(at))) {
      throw new InvalidInput([{ pointer: '/receivedOn', code: 'invalid', message: `Geben Sie einen Tag zwischen dem ${formatDate(first)} und heute ein.` }]);
    }
    const note = input.note?.trim();
    if (note !== undefined && note.length > LONGEST_NOTE) throw new InvalidInput([{ pointer: '/note', code: 'too-long', message: `Kürzen Sie den Text auf ${LONGEST_NOTE} Zeichen.` }]);
    const ends = notice?.service.served?.remedyEnds;
    const inTime = ends === undefined || day === undefined ? 'unknown' : filedInTime(ends, day);
    const changed = object(file, inTime, notice);
    if (notice !== undefined) await saveService(tx, notice.id, { ...notice.service, objection: { receivedOn: input.receivedOn, inTime } });
    return { file: changed, kind: 'objected', note: note === '' ? undefined : note, facts: { receivedOn: input.receivedOn, inTime, ...(ends === undefined ? {} : { remedyEndsOn: ends.latest }) } };
  });
}
