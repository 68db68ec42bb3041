import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { Type } from 'typebox';
import { chooseRoute, listServiceRoutes } from '../../actions/choose-route.ts';
import type { DeliveryPorts } from '../../actions/delivery-ports.ts';
import { getDestination, removeDestination, saveDestination } from '../../actions/manage-destinations.ts';
import { tryService } from '../../actions/run-trial.ts';
import { settableWays } from '../../actions/settable-ways.ts';
import { DestinationInUse } from '../../domain/errors.ts';
import { manageTargets } from '../../domain/permissions.ts';
import { problemWords } from '../../domain/problem-words.ts';
import type { TargetForm } from '../../domain/target-form.ts';
import { ServiceId } from '../api/parcels.schema.ts';
import { durationWords } from '../delivery-words.ts';
import { chosenWay } from './deliveries.ts';
import { deliveryTargetsView, targetTexts } from './delivery-targets.view.ts';
import { destinationTexts, destinationView } from './destination.view.ts';

type Asked = Omit<PageRequest, 'params' | 'query'>;
const path = '/:authority/office/deliveries/targets';
const serviceParams = Type.Object({ service: ServiceId });
const kindParams = Type.Object({ target: Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' }) });
const destinationParams = Type.Object({ destination: Type.String({ format: 'uuid' }) });

/** Where applications go: choice for each service, destinations with their forms, trials. */
export function createTargetPages(ports: DeliveryPorts): readonly AnyPage[] {
  const overview = async (request: Asked, problem: { readonly refused: string | undefined; readonly errors: InvalidInput['fields'] }) => {
    const { ctx, authority, urlFor, locale, csrf } = request;
    const at = (...rest: string[]) => urlFor.office(authority.slug, 'deliveries', 'targets', ...rest);
    return show(deliveryTargetsView({
      ...(await listServiceRoutes(ctx, ports)), ...problem, csrf, serviceHref: (service) => at('services', service), trialHref: (service) => at('services', service, 'trials'), destinationHref: (destination) => at('destinations', destination),
      addHref: (target) => at('add', target), home: { name: authority.name, href: urlFor.office(authority.slug) }, deliveriesHref: urlFor.office(authority.slug, 'deliveries'),
    }, locale));
  };
  const formOf = (target: string): { readonly label: { readonly de: string }; readonly form: TargetForm } => {
    const found = settableWays(ports).find(({ name }) => name === target);
    if (!found) throw new NotFound();
    return found;
  };
  const crumbs = ({ authority, urlFor, locale }: Asked) => [{ label: authority.name, href: urlFor.office(authority.slug) }, { label: targetTexts(locale).title, href: urlFor.office(authority.slug, 'deliveries', 'targets') }];
  const settingsIn = (request: Asked, form: TargetForm) => Object.fromEntries(form.fields.map(({ name }) => [name, request.form.text(name)]));
  const back = (request: Asked, title: string) => redirect(request.urlFor.office(request.authority.slug, 'deliveries', 'targets'), { flash: { kind: 'success', title } });

  return [
    definePage({ method: 'GET', path, access: manageTargets, handle: (request) => overview(request, { refused: undefined, errors: [] }) }),
    definePage({
      method: 'POST', path: `${path}/services/:service`, access: manageTargets, params: serviceParams,
      async handle(request) {
        const { service } = request.params;
        try {
          const way = chosenWay(request.form.text(`way-${service}`) || request.form.text('way'));
          if (!way) throw new InvalidInput([{ pointer: '/way', code: 'choose', message: 'Wählen Sie eines der Ziele aus der Liste.' }]);
          await chooseRoute(request.ctx, ports, { service, ...way });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return overview(request, { refused: service, errors: error.fields.map((field) => ({ ...field, pointer: '/way' })) });
        }
        return back(request, targetTexts(request.locale).chosen);
      },
    }),
    definePage({
      method: 'POST', path: `${path}/services/:service/trials`, access: manageTargets, params: serviceParams, rateLimit: { max: 20, windowMs: 60_000 },
      async handle(request) {
        const { locale, ctx, urlFor, authority } = request;
        const t = targetTexts(locale);
        const trial = await tryService(ctx, ports, { service: request.params.service });
        const took = trial?.milliseconds === null || trial === undefined ? '' : ` (${durationWords(trial.milliseconds, locale)})`;
        const problem = trial?.problem ? problemWords(trial.problem) : undefined;
        const flash = trial === undefined ? { kind: 'info' as const, title: t.noSample }
          : trial.state === 'passed' ? { kind: 'success' as const, title: `${t.passed}${took}` }
          : trial.state === 'failed' ? { kind: 'danger' as const, title: t.failed, ...(problem ? { body: problem[locale] ?? problem.de } : {}) }
          : { kind: 'info' as const, title: trial.state === 'running' ? t.running : t.handedOver };
        return redirect(urlFor.office(authority.slug, 'deliveries', 'targets'), { flash });
      },
    }),
    definePage({
      method: 'GET', path: `${path}/add/:target`, access: manageTargets, params: kindParams,
      handle: async (request) => show(destinationView({ ...formOf(request.params.target), name: '', typed: {}, secrets: [], errors: [], csrf: request.csrf, breadcrumbs: crumbs(request), callback: undefined, removeHref: undefined }, request.locale)),
    }),
    definePage({
      method: 'POST', path: `${path}/add/:target`, access: manageTargets, params: kindParams,
      async handle(request) {
        const { target } = request.params;
        const { label, form } = formOf(target);
        const [name, settings] = [request.form.text('name'), settingsIn(request, form)];
        try {
          await saveDestination(request.ctx, ports, { target, name, settings });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return show(destinationView({ label, form, name, typed: settings, secrets: [], errors: error.fields, csrf: request.csrf, breadcrumbs: crumbs(request), callback: undefined, removeHref: undefined }, request.locale));
        }
        return back(request, destinationTexts(request.locale).saved);
      },
    }),
    definePage({
      method: 'GET', path: `${path}/destinations/:destination`, access: manageTargets, params: destinationParams,
      handle: (request) => destination(request, request.params.destination, undefined),
    }),
    definePage({
      method: 'POST', path: `${path}/destinations/:destination`, access: manageTargets, params: destinationParams,
      async handle(request) {
        const there = await getDestination(request.ctx, ports, request.params);
        const [name, settings] = [request.form.text('name'), settingsIn(request, formOf(there.target).form)];
        try {
          await saveDestination(request.ctx, ports, { destination: there.id, target: there.target, name, settings });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return destination(request, there.id, { name, settings, errors: error.fields });
        }
        return back(request, destinationTexts(request.locale).saved);
      },
    }),
    definePage({
      method: 'POST', path: `${path}/destinations/:destination/remove`, access: manageTargets, params: destinationParams,
      async handle(request) {
        try {
          await removeDestination(request.ctx, request.params);
        } catch (error) {
          if (!(error instanceof DestinationInUse)) throw error;
          return redirect(request.urlFor.office(request.authority.slug, 'deliveries', 'targets'), { flash: { kind: 'warning', title: saidIn(request.locale, error.message) } });
        }
        return back(request, destinationTexts(request.locale).removed);
      },
    }),
  ];

  async function destination(request: Asked, id: string, typed: { readonly name: string; readonly settings: Readonly<Record<string, string>>; readonly errors: InvalidInput['fields'] } | undefined) {
    const found = await getDestination(request.ctx, ports, { destination: id });
    const { urlFor, authority, ctx } = request;
    return show(destinationView({
      ...formOf(found.target), name: typed?.name ?? found.name, typed: typed?.settings ?? found.settings, secrets: found.secrets, errors: typed?.errors ?? [], csrf: request.csrf, breadcrumbs: crumbs(request),
      callback: found.target === 'webhook' || (found.target === 'xoev' && found.secrets.includes('answerSecret')) ? `${ctx.config.publicAddress}/hooks/${ctx.tenant}/${found.id}` : undefined, removeHref: urlFor.office(authority.slug, 'deliveries', 'targets', 'destinations', id, 'remove'),
    }, request.locale));
  }
}
