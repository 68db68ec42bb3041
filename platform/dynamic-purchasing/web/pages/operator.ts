import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, show, typedDay, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import type { PlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { decideAdmission, extendAdmission, listAdmissions } from '../../actions/decide-admission.ts';
import { endSystemToday, getSystem, listSystems, openSystem } from '../../actions/systems.ts';
import { NotNow } from '../../domain/errors.ts';
import { runSystems, seeSystems } from '../../domain/permissions.ts';
import { newSystemView, systemView, systemsView, type TypedSystem } from './operator.view.ts';

const path = '/operator/dynamic-purchasing';
const params = Type.Object({ system: Type.String({ format: 'uuid' }) });
const requestParams = Type.Object({ ...params.properties, request: Type.String({ format: 'uuid' }) });
const CATEGORIES = 3;
const NO_DAY = { day: '', month: '', year: '' };
const EMPTY: TypedSystem = { title: '', subject: '', notice: '', publishedOn: NO_DAY, runsUntil: NO_DAY, categories: Array.from({ length: CATEGORIES }, () => ({ name: '', description: '', suitability: '' })) };
type Request = PageRequest<{ system: string }, object>;

/** The operator's pages about dynamic purchasing systems. */
export const operatorPages: readonly AnyPage[] = [
  definePage({
    method: 'GET', path, access: seeSystems,
    handle: async (request) => show(systemsView({ systems: await listSystems(request.ctx), today: request.ctx.clock.today(), mayRun: may(request.actor, runSystems, PLATFORM_TENANT) }, request)),
  }),
  definePage({ method: 'GET', path: `${path}/new`, access: runSystems, handle: async (request) => show(newSystemView({ typed: EMPTY, problems: [] }, request)) }),
  definePage({
    method: 'POST', path: `${path}/new`, access: runSystems,
    async handle(request) {
      const { form } = request;
      const typed: TypedSystem = {
        title: form.text('title'), subject: form.text('subject'), notice: form.text('notice'), publishedOn: typedDay(form, 'publishedOn'), runsUntil: typedDay(form, 'runsUntil'),
        categories: Array.from({ length: CATEGORIES }, (_, index) => ({ name: form.text(`categories.${index}.name`), description: form.text(`categories.${index}.description`), suitability: form.text(`categories.${index}.suitability`) })),
      };
      try {
        const problems: FieldProblem[] = [];
        const day = (name: 'publishedOn' | 'runsUntil'): PlainDate | undefined => { try { return readDay(typed[name], name); } catch (error) { if (error instanceof InvalidInput) problems.push(...error.fields); else throw error; return undefined; } };
        const [publishedOn, runsUntil] = [day('publishedOn'), day('runsUntil')];
        if (publishedOn === undefined || runsUntil === undefined) throw new InvalidInput(problems);
        const created = await openSystem(request.ctx, { ...typed, publishedOn, runsUntil, categories: typed.categories.filter((one) => `${one.name}${one.description}${one.suitability}`.trim() !== '') });
        return redirect(request.urlFor.operator('dynamic-purchasing', created.id));
      } catch (error) {
        if (error instanceof InvalidInput) return show(newSystemView({ typed, problems: error.fields }, request));
        throw error;
      }
    },
  }),
  definePage({ method: 'GET', path: `${path}/:system`, access: seeSystems, params, handle: (request) => page(request, {}) }),
  definePage({
    method: 'POST', path: `${path}/:system/end`, access: runSystems, params,
    async handle(request) {
      try {
        await endSystemToday(request.ctx, request.params);
      } catch (error) {
        if (error instanceof NotNow) return page(request, { refused: saidIn(request.locale, error.message) });
        throw error;
      }
      return redirect(request.urlFor.operator('dynamic-purchasing', request.params.system));
    },
  }),
  requestStep('decision', { '/decision': 'decision', '/reason': 'reason' }, ({ ctx, form }, request) => decideAdmission(ctx, { request, decision: form.text(`decision-${request}`), reason: form.text(`reason-${request}`) })),
  requestStep('extension', { '/reason': 'extend' }, ({ ctx, form }, request) => extendAdmission(ctx, { request, reason: form.text(`extend-${request}`) })),
];

function requestStep(name: string, fields: Readonly<Record<string, string>>, act: (request: PageRequest<{ system: string; request: string }, object>, id: string) => Promise<void>): AnyPage {
  return definePage({
    method: 'POST', path: `${path}/:system/requests/:request/${name}`, access: runSystems, params: requestParams,
    async handle(request) {
      const { request: id, system } = request.params;
      try {
        await act(request, id);
      } catch (error) {
        const typed = (asked: string, field: string) => (asked === id ? request.form.text(`${field}-${asked}`) : '');
        if (error instanceof InvalidInput) return page(request, { typed, problems: error.fields.map((one) => ({ ...one, pointer: `/${fields[one.pointer] ?? 'reason'}-${id}` })) });
        if (error instanceof NotNow) return page(request, { typed, refused: saidIn(request.locale, error.message) });
        throw error;
      }
      return redirect(request.urlFor.operator('dynamic-purchasing', system), { flash: { kind: 'success', title: request.locale === 'en' ? 'Saved. The enterprise is told.' : 'Gespeichert. Das Unternehmen erfährt davon.' } });
    },
  });
}

async function page(request: Request, outcome: { readonly typed?: (request: string, field: string) => string; readonly problems?: readonly FieldProblem[]; readonly refused?: string }): Promise<PageResult> {
  const { ctx, params: { system: id } } = request;
  const [system, requests] = [await getSystem(ctx, { system: id }), await listAdmissions(ctx, { system: id })];
  return show(systemView({ system, requests, today: ctx.clock.today(), mayRun: may(request.actor, runSystems, PLATFORM_TENANT), typed: outcome.typed ?? (() => ''), problems: outcome.problems ?? [], refused: outcome.refused }, request), outcome.refused === undefined ? {} : { status: 409 });
}
