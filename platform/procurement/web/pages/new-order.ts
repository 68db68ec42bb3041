import type { Usage } from '@allmende/catalog';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { listNeeds } from '@allmende/needs';
import { checkParameters, RunsAlready } from '@allmende/operations';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { addLine } from '../../actions/add-line.ts';
import { createOrder } from '../../actions/create-order.ts';
import { listOrders } from '../../actions/list-orders.ts';
import { openScopeForm } from '../../actions/open-scope-form.ts';
import { quoteOffers, type QuotedOffer } from '../../actions/quote-offers.ts';
import { NotOrderable } from '../../domain/errors.ts';
import type { OrderableApps } from '../../domain/orderable-app.ts';
import { placeOrders } from '../../domain/permissions.ts';
import { notesOf } from '../notes-of.ts';
import { readParameters, shownParameters, typedParameters, type TypedParameters } from '../read-parameters.ts';
import { newOrderView, type TypedUsage } from './new-order.view.ts';

const path = '/:authority/office/orders/new';
type Request = Pick<PageRequest, 'ctx' | 'locale' | 'csrf' | 'urlFor' | 'authority'>;
type Chosen = { readonly need: string; readonly offer: string };

/**
 * Need and offer are chosen, then, where the app's orders state something, its scope on a page of its own at the same address: `?need=…&offer=…`. An offer that leaves nothing open goes
 * into the draft at once.
 */
export function newOrderPages(apps: OrderableApps) {
  return [
    definePage({
      method: 'GET', path, access: placeOrders, query: Type.Object({ need: Type.Optional(Type.String({ maxLength: 40 })), offer: Type.Optional(Type.String({ maxLength: 40 })) }),
      handle: (request) => showNewOrder(request, apps, { need: request.query.need ?? '', offer: request.query.offer ?? '' }),
    }),
    definePage({
      method: 'POST', path, access: placeOrders,
      async handle(request) {
        const { ctx, form } = request;
        const chosen = { need: form.text('need'), offer: form.text('offer') };
        let typed: TypedParameters | undefined;
        try {
          const { price, asks: usage } = await requireChosen(ctx, chosen);
          const asksUsage = usage.cases || usage.users;
          const { schema } = await openScopeForm(ctx, apps, chosen);
          const asks = Object.keys(schema.properties).length > 0 || asksUsage;
          if (asks && (price !== undefined || asksUsage) && !form.has('scope')) return redirect(withQuery(request.urlFor.office(request.authority.slug, 'orders', 'new'), chosen));
          typed = typedParameters(schema, form);
          const parameters = checkParameters(schema, readParameters(schema, typed));
          // What belongs to one need goes into one order, as long as that is a draft.
          const draft = (await listOrders(ctx, { need: chosen.need })).find((one) => one.state === 'draft') ?? await createOrder(ctx, { need: chosen.need });
          await addLine(ctx, apps, { order: draft.id, offer: chosen.offer, parameters, ...(asksUsage ? { usage: readUsage(form) } : {}) });
          return redirect(request.urlFor.office(request.authority.slug, 'orders', draft.id), { flash: { kind: 'success', title: request.locale === 'en' ? 'The offer is in the draft.' : 'Das Angebot steht im Entwurf.' } });
        } catch (error) {
          if (error instanceof InvalidInput) return showNewOrder(request, apps, chosen, { typed, usage: typedUsage(form), problems: error.fields });
          if (error instanceof NotOrderable || error instanceof RunsAlready) return showNewOrder(request, apps, chosen, { typed, usage: typedUsage(form), refused: saidIn(request.locale, error.message), status: 409 });
          throw error;
        }
      },
    }),
  ];
}

async function requireChosen(ctx: PageRequest['ctx'], chosen: Chosen): Promise<QuotedOffer> {
  const { needs, offers } = await loadChoices(ctx);
  const problems: FieldProblem[] = [];
  if (!needs.some((one) => one.id === chosen.need)) problems.push({ pointer: '/need', code: 'required', message: 'Bitte wählen Sie den Bedarf.' });
  const quoted = offers.find((one) => one.offer.id === chosen.offer);
  if (quoted === undefined) problems.push({ pointer: '/offer', code: 'required', message: 'Bitte wählen Sie ein Angebot.' });
  if (quoted === undefined || problems.length > 0) throw new InvalidInput(problems);
  return quoted;
}

async function showNewOrder(
  request: Request, apps: OrderableApps, chosen: Chosen, outcome: { typed?: TypedParameters | undefined; usage?: TypedUsage; problems?: readonly FieldProblem[]; refused?: string; status?: number } = {},
): Promise<PageResult> {
  const choices = await loadChoices(request.ctx);
  const quoted = choices.offers.find((one) => one.offer.id === chosen.offer && (one.price !== undefined || one.asks.cases || one.asks.users));
  const form = quoted === undefined ? undefined : await openScopeForm(request.ctx, apps, { offer: chosen.offer, need: choices.needs.some((one) => one.id === chosen.need) ? chosen.need : undefined });
  const scope = quoted === undefined || form === undefined || (Object.keys(form.schema.properties).length === 0 && !quoted.asks.cases && !quoted.asks.users) ? undefined : { quoted, schema: form.schema, typed: outcome.typed ?? shownParameters(form.chosen) };
  const notes = await notesOf(request.ctx, apps, scope ? [scope.quoted.offer.appId] : choices.offers.map(({ offer }) => offer.appId));
  return show(newOrderView({ ...choices, notes, typed: chosen, scope, usage: outcome.usage ?? { cases: '', users: '' }, problems: outcome.problems ?? [], refused: outcome.refused }, request), outcome.status === undefined ? {} : { status: outcome.status });
}

async function loadChoices(ctx: PageRequest['ctx']) {
  const [needs, offers] = await Promise.all([listNeeds(ctx), quoteOffers(ctx)]);
  return { needs: needs.filter((one) => one.state === 'open'), offers };
}

function typedUsage(form: { text(name: string): string }): TypedUsage {
  return { cases: form.text('cases'), users: form.text('users') };
}

function readUsage(form: { text(name: string): string }): Usage {
  const problems: FieldProblem[] = [];
  const read = (name: 'cases' | 'users'): number | undefined => {
    const text = form.text(name).replaceAll(/[\s.]/gu, '');
    if (text === '') return undefined;
    if (/^\d{1,9}$/u.test(text)) return Number(text);
    problems.push({ pointer: `/${name}`, code: 'number', message: 'Bitte geben Sie eine ganze Zahl an, zum Beispiel 3.000.' });
    return undefined;
  };
  const usage = { cases: read('cases'), users: read('users') };
  if (problems.length > 0) throw new InvalidInput(problems);
  return usage;
}
