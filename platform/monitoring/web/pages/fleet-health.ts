import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type AnyPage, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { describeFleet } from '../../actions/describe-operation.ts';
import { acknowledgeAlert, wishMails } from '../../actions/handle-alert.ts';
import { listAllMeters, listClosedMonths } from '../../actions/read-month.ts';
import { announceMaintenance, cancelMaintenance, getIncident, listNotices, openIncident, updateIncident } from '../../actions/tell-people.ts';
import { parseBerlinTime } from '../../domain/berlin-time.ts';
import { meterCsv } from '../../domain/meter.ts';
import { monthText, parseMonth } from '../../domain/month.ts';
import type { Impact, IncidentStage, Reach } from '../../domain/notice.ts';
import { handleAlerts, seeAllOperation, tellPeople } from '../../domain/permissions.ts';
import { fleetHealthView } from './fleet-health.view.ts';
import { incidentView, newIncidentView } from './incident.view.ts';
import { maintenanceView } from './maintenance.view.ts';
import { meteringView } from './metering.view.ts';

const uuid = Type.String({ format: 'uuid' });
const TEXTS = { taken: { de: 'Notiert: Sie kümmern sich.', en: 'Noted: you take care of it.' }, saved: { de: 'Gespeichert', en: 'Saved' }, told: { de: 'Das steht jetzt auf den öffentlichen Seiten.', en: 'This is on the public pages now.' } };
const root = '/operator/monitoring';

/** Pages of the operator: everything at one glance, what people are told, what is billed by. */
export const fleetHealthPages: readonly AnyPage[] = [
  definePage({ method: 'GET', path: root, access: seeAllOperation, handle: async (request) => show(fleetHealthView(await describeFleet(request.ctx), request)) }),
  definePage({
    method: 'POST', path: `${root}/alerts/:alert`, access: handleAlerts, params: Type.Object({ alert: uuid }),
    async handle(request) {
      await acknowledgeAlert(request.ctx, { alert: request.params.alert });
      return redirect(request.urlFor.operator('monitoring'), { flash: { kind: 'success', title: TEXTS.taken[request.locale] } });
    },
  }),
  definePage({
    method: 'POST', path: `${root}/mails`, access: handleAlerts,
    async handle(request) {
      await wishMails(request.ctx, { wanted: request.form.text('wanted') === 'yes' });
      return redirect(request.urlFor.operator('monitoring'), { flash: { kind: 'success', title: TEXTS.saved[request.locale] } });
    },
  }),
  definePage({ method: 'GET', path: `${root}/incidents/new`, access: tellPeople, handle: async (request) => show(newIncidentView({}, request)) }),
  definePage({
    method: 'POST', path: `${root}/incidents/new`, access: tellPeople,
    async handle(request) {
      const typed = typedOf(request, ['impact', 'apps', 'authorities', 'de', 'en']);
      try {
        const id = await openIncident(request.ctx, { impact: typed['impact'] as Impact, ...(await reachOf(request, typed)), de: typed['de'] ?? '', en: typed['en'] });
        return redirect(request.urlFor.operator('monitoring', 'incidents', id), { flash: { kind: 'success', title: TEXTS.told[request.locale] } });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        return show(newIncidentView({ errors: error.fields, typed }, request));
      }
    },
  }),
  definePage({ method: 'GET', path: `${root}/incidents/:incident`, access: seeAllOperation, params: Type.Object({ incident: uuid }), handle: async (request) => show(incidentView({ incident: await getIncident(request.ctx, request.params) }, request)) }),
  definePage({
    method: 'POST', path: `${root}/incidents/:incident`, access: tellPeople, params: Type.Object({ incident: uuid }),
    async handle(request) {
      const typed = typedOf(request, ['stage', 'de', 'en']);
      try {
        await updateIncident(request.ctx, { incident: request.params.incident, stage: typed['stage'] as IncidentStage, de: typed['de'] ?? '', en: typed['en'] });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        return show(incidentView({ incident: await getIncident(request.ctx, request.params), errors: error.fields, typed }, request));
      }
      return redirect(request.urlFor.operator('monitoring', 'incidents', request.params.incident), { flash: { kind: 'success', title: TEXTS.told[request.locale] } });
    },
  }),
  definePage({ method: 'GET', path: `${root}/maintenance`, access: seeAllOperation, handle: async (request) => show(maintenanceView({ ...(await listNotices(request.ctx)), at: request.ctx.clock.now() }, request)) }),
  definePage({
    method: 'POST', path: `${root}/maintenance`, access: tellPeople,
    async handle(request) {
      const typed = typedOf(request, ['from', 'until', 'apps', 'authorities', 'de', 'en']);
      try {
        await announceMaintenance(request.ctx, { ...(await reachOf(request, typed)), from: parseBerlinTime(typed['from'] ?? ''), until: parseBerlinTime(typed['until'] ?? ''), de: typed['de'] ?? '', en: typed['en'] });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        return show(maintenanceView({ ...(await listNotices(request.ctx)), at: request.ctx.clock.now(), errors: error.fields, typed }, request));
      }
      return redirect(request.urlFor.operator('monitoring', 'maintenance'), { flash: { kind: 'success', title: TEXTS.told[request.locale] } });
    },
  }),
  definePage({
    method: 'POST', path: `${root}/maintenance/:maintenance/cancel`, access: tellPeople, params: Type.Object({ maintenance: uuid }),
    async handle(request) {
      await cancelMaintenance(request.ctx, request.params);
      return redirect(request.urlFor.operator('monitoring', 'maintenance'), { flash: { kind: 'success', title: TEXTS.saved[request.locale] } });
    },
  }),
  definePage({
    method: 'GET', path: `${root}/metering`, access: seeAllOperation, query: Type.Object({ month: Type.Optional(Type.String({ maxLength: 7 })) }),
    async handle(request) {
      const months = await listClosedMonths(request.ctx);
      const month = parseMonth(request.query.month ?? '') ?? months[0];
      const meters = month ? await listAllMeters(request.ctx, { month }) : [];
      const names = new Map((await request.ctx.directory.namesOf([...new Set(meters.map((one) => one.authority))] as never)).map((one) => [one.tenant as string, one.name]));
      return show(meteringView({ months, month, meters: meters.map((one) => ({ ...one, name: names.get(one.authority) ?? one.authority })) }, request));
    },
  }),
  definePage({
    method: 'GET', path: `${root}/metering/:month`, access: seeAllOperation, params: Type.Object({ month: Type.String({ pattern: '^\\d{4}-\\d{2}\\.(csv|json)$' }) }),
    async handle(request) {
      const [text = '', kind] = request.params.month.split('.');
      const month = parseMonth(text);
      if (month === undefined) throw new NotFound();
      const meters = await listAllMeters(request.ctx, { month });
      const body = kind === 'csv' ? meterCsv(meters) : `${JSON.stringify({ month: monthText(month), meters: meters.map(({ closedAt, ...one }) => ({ ...one, month: text, closedAt: closedAt.toISOString() })) }, undefined, 2)}\n`;
      return sendFile({ bytes: Buffer.from(body), contentType: kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json', name: `abrechnung-${text}.${kind ?? 'json'}` });
    },
  }),
];

function typedOf(request: Pick<PageRequest, 'form'>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, request.form.text(name)]));
}

/** Apps and authorities as they were typed: words with spaces, commas or lines between them. */
async function reachOf(request: Pick<PageRequest, 'ctx'>, typed: Readonly<Record<string, string>>): Promise<Reach> {
  const words = (text: string | undefined) => (text ?? '').split(/[\s,;]+/u).filter((one) => one !== '');
  const authorities: string[] = [];
  for (const slug of words(typed['authorities']).slice(0, 500)) {
    const found = await request.ctx.directory.findAuthorityBySlug(slug);
    if (!found) throw new InvalidInput([{ pointer: '/authorities', code: 'unknown', message: `„${slug}“ ist keine Adresse einer Behörde.` }]);
    authorities.push(found.tenant);
  }
  return { apps: words(typed['apps']), authorities };
}
