import type { Procedure, Regime } from '@allmende/procedure';
import type { PlainDate } from '@allmende/time';
import type { NoticeService } from './notice.ts';

/** The record of service with what follows from the day: when the notice counts as served and until when something can be done against it. Without a rule for the route only the day is recorded. */
export function recordService(service: NoticeService, given: { readonly on: PlainDate; readonly regime: Regime; readonly remedyKind: string | undefined; readonly procedure: Procedure }): NoticeService {
  const { on, regime, procedure } = given;
  const served = service.route === 'formal' ? procedure.provenService(on) : procedure.presumedService({ regime, route: service.route, on });
  if (served === undefined) return service;
  return { ...service, served: { on: served, remedyEnds: procedure.endOfRemedyPeriod(served, given.remedyKind ?? 'unknown') } };
}
