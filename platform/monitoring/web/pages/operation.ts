import { may } from '@allmende/access';
import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type AnyPage } from '@allmende/http';
import { parsePlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { arrangeService } from '../../actions/arrange-service.ts';
import { closeMonth } from '../../actions/close-month.ts';
import { describeInstance, describeOperation, ownTraffic } from '../../actions/describe-operation.ts';
import { acknowledgeAlert, wishMails } from '../../actions/handle-alert.ts';
import { enterPromise, listReports, readReport } from '../../actions/read-month.ts';
import { searchLogs } from '../../actions/search-logs.ts';
import { berlinTime, parseBerlinTime } from '../../domain/berlin-time.ts';
import { monthOf, parseMonth } from '../../domain/month.ts';
import { arrangeOperation, handleAlerts, makeReports, readLogs, seeOperation } from '../../domain/permissions.ts';
import type { MonitoringPorts } from '../../domain/ports.ts';
import { instanceOperationView } from './instance-operation.view.ts';
import { logsView } from './logs.view.ts';
import { operationView } from './operation.view.ts';

const uuid = Type.String({ format: 'uuid' });
const InstanceParams = Type.Object({ authority: Type.String(), instance: uuid });
const root = '/:authority/office/monitoring';
const TEXTS = { taken: { de: 'Notiert: Sie kümmern sich.', en: 'Noted: you take care of it.' }, saved: { de: 'Gespeichert', en: 'Saved' }, made: { de: 'Der Bericht liegt bereit.', en: 'The report is ready.' } };

/** The pages of an authority about how its apps run. */
export function operationPages(ports: MonitoringPorts): readonly AnyPage[] {
  const instancePage = async (request: Parameters<Parameters<typeof definePage>[0]['handle']>[0], instance: string, failed?: { readonly errors: InvalidInput; readonly typed: Readonly<Record<string, string>> }) => {
    const operation = await describeInstance(request.ctx, { instance });
    const reports = await listReports(request.ctx, { contract: operation.instance.contract });
    const { actor } = request;
    const { tenant } = request.authority;
    return show(instanceOperationView({
      operation, reports, authority: request.authority, defaultName: ports.publicNames[operation.instance.app], lastMonth: monthOf(request.ctx.clock.today(), -1),
      mayReadLogs: may(actor, readLogs, tenant) && ports.logs !== undefined, mayArrange: may(actor, arrangeOperation, tenant), mayMakeReports: may(actor, makeReports, tenant), errors: failed?.errors.fields, typed: failed?.typed,
    }, request));
  };
  return [
    definePage({
      method: 'GET', path: root, access: seeOperation,
      handle: async (request) => show(operationView({ operation: await describeOperation(request.ctx), traffic: await ownTraffic(request.ctx), authority: request.authority, sendsMails: request.ctx.config.mail !== undefined }, request)),
    }),
    definePage({
      method: 'POST', path: `${root}/alerts/:alert`, access: handleAlerts, params: Type.Object({ authority: Type.String(), alert: uuid }),
      async handle(request) {
        await acknowledgeAlert(request.ctx, { alert: request.params.alert });
        return redirect(request.urlFor.office(request.authority.slug, 'monitoring'), { flash: { kind: 'success', title: TEXTS.taken[request.locale] } });
      },
    }),
    definePage({
      method: 'POST', path: `${root}/mails`, access: handleAlerts,
      async handle(request) {
        await wishMails(request.ctx, { wanted: request.form.text('wanted') === 'yes' });
        return redirect(request.urlFor.office(request.authority.slug, 'monitoring'), { flash: { kind: 'success', title: TEXTS.saved[request.locale] } });
      },
    }),
    definePage({ method: 'GET', path: `${root}/instances/:instance`, access: seeOperation, params: InstanceParams, handle: (request) => instancePage(request as never, request.params.instance) }),
    definePage({
      method: 'POST', path: `${root}/instances/:instance/service`, access: arrangeOperation, params: InstanceParams,
      async handle(request) {
        const { form, params } = request;
        try {
          await arrangeService(request.ctx, { instance: params.instance, shown: form.text('shown') === 'yes', de: form.text('de'), en: form.text('en') });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return instancePage(request as never, params.instance, { errors: error, typed: { de: form.text('de'), en: form.text('en'), shown: form.text('shown') } });
        }
        return redirect(request.urlFor.office(request.authority.slug, 'monitoring', 'instances', params.instance), { flash: { kind: 'success', title: TEXTS.saved[request.locale] } });
      },
    }),
    definePage({
      method: 'POST', path: `${root}/instances/:instance/promise`, access: arrangeOperation, params: InstanceParams,
      async handle(request) {
        const { form, params } = request;
        const typed = { percent: form.text('percent'), validFrom: form.text('validFrom'), source: form.text('source') };
        const { instance } = await describeInstance(request.ctx, { instance: params.instance });
        try {
          await enterPromise(request.ctx, { contract: instance.contract, percent: typed.percent, validFrom: dayOf(typed.validFrom), source: typed.source });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return instancePage(request as never, params.instance, { errors: error, typed });
        }
        return redirect(request.urlFor.office(request.authority.slug, 'monitoring', 'instances', params.instance), { flash: { kind: 'success', title: TEXTS.saved[request.locale] } });
      },
    }),
    definePage({
      method: 'POST', path: `${root}/instances/:instance/reports`, access: makeReports, params: InstanceParams, rateLimit: { max: 30, windowMs: 60_000 },
      async handle(request) {
        const { instance } = await describeInstance(request.ctx, { instance: request.params.instance });
        const month = parseMonth(request.form.text('month'));
        if (month === undefined) throw new NotFound();
        await closeMonth(request.ctx, ports, { contract: instance.contract, month });
        return redirect(request.urlFor.office(request.authority.slug, 'monitoring', 'instances', instance.instance), { flash: { kind: 'success', title: TEXTS.made[request.locale] } });
      },
    }),
    definePage({
      method: 'GET', path: `${root}/reports/:contract/:month`, access: seeOperation, params: Type.Object({ authority: Type.String(), contract: uuid, month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }),
      async handle(request) {
        const month = parseMonth(request.params.month);
        if (month === undefined) throw new NotFound();
        const file = await readReport(request.ctx, { contract: request.params.contract, month });
        return sendFile({ bytes: file.bytes, contentType: file.contentType, name: file.name });
      },
    }),
    definePage({
      method: 'GET', path: `${root}/instances/:instance/logs`, access: readLogs, params: InstanceParams, rateLimit: { max: 30, windowMs: 60_000 },
      query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), component: Type.Optional(Type.String({ maxLength: 80 })), since: Type.Optional(Type.String({ maxLength: 40 })) }),
      async handle(request) {
        const { q, component, since } = request.query;
        const from = since ? parseBerlinTime(since) : undefined;
        const found = await searchLogs(request.ctx, ports, { instance: request.params.instance, ...(q ? { text: q } : {}), ...(component ? { component } : {}), ...(from ? { since: from } : {}) });
        return show(logsView({ found, query: { q: q ?? '', component: component ?? '', since: since ?? '' }, authority: request.authority, hourAgo: berlinTime(new Date(request.ctx.clock.now().getTime() - 3_600_000)) }, request));
      },
    }),
  ];
}

/** `1.10.2026` as `2026-10-01`; what is no day stays what it is and is refused. */
function dayOf(text: string): string {
  const [, day = '', month = '', year = ''] = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/u.exec(text) ?? [];
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parsePlainDate(written) ?? text;
}
