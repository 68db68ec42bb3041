import type { TenantId, TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { Procedure } from '@allmende/procedure';
import { berlinDate, formatDate, parsePlainDate } from '@allmende/time';
import { findNoticeOfCase, savePostedOn } from '../data/notice.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { recordService } from '../domain/record-service.ts';
import { regimeOf } from '../domain/regime-of.ts';
import { openPart } from './case-seals.ts';
import type { CaseChange, HeldCase } from './change-case.ts';

/** Enters the day on which the notice of a held case was sent or delivered, with what follows from it. Throws InvalidInput for a day before the notice or after today, NotPossibleNow. */
export async function postNotice(tx: TenantTx, held: HeldCase, given: { readonly tenant: TenantId; readonly postedOn: string; readonly procedureAt: (placeArs: string) => Procedure }): Promise<CaseChange> {
  const { file, sealed, key, at } = held;
  const found = await findNoticeOfCase(tx, file.id);
  if (!found) throw new NotPossibleNow('Es gibt noch keinen Bescheid.');
  const { notice } = found;
  if (notice.postedOn !== null) throw new NotPossibleNow('Der Tag der Absendung ist schon eingetragen.');
  const day = parsePlainDate(given.postedOn);
  if (day === undefined || day < berlinDate(notice.issuedAt) || day > berlinDate(at)) {
    throw new InvalidInput([{ pointer: '/postedOn', code: 'invalid', message: `Geben Sie einen Tag zwischen dem ${formatDate(berlinDate(notice.issuedAt))} und heute ein.` }]);
  }
  const regime = regimeOf(openPart('content', key, given.tenant, file.id, sealed));
  const { remedyKind } = openPart('notice', key, given.tenant, notice.id, found.sealed);
  const service = recordService(notice.service, { on: day, regime, remedyKind, procedure: given.procedureAt(file.placeArs) });
  await savePostedOn(tx, notice.id, day, service);
  return {
    file: { ...file, version: file.version + 1 }, kind: 'posted',
    facts: { notice: notice.id, postedOn: day, serviceOfNotice: service.route, ...(service.served === undefined ? {} : { servedOn: service.served.on.latest, remedyEndsOn: service.served.remedyEnds.latest }) },
  };
}
