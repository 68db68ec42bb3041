import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { listNeeds } from '@allmende/needs';
import { Type } from 'typebox';
import { addLine } from '../../actions/add-line.ts';
import { createOrder } from '../../actions/create-order.ts';
import { listOrders } from '../../actions/list-orders.ts';
import { quoteOffers } from '../../actions/quote-offers.ts';
import { NotOrderable } from '../../domain/errors.ts';
import { placeOrders } from '../../domain/permissions.ts';
import { readServices } from '../read-services.ts';
import { newOrderView, type TypedOrder } from './new-order.view.ts';

export const newOrderPage = definePage({
  method: 'GET', path: '/:authority/office/orders/new', access: placeOrders,
  query: Type.Object({ need: Type.Optional(Type.String({ maxLength: 40 })), offer: Type.Optional(Type.String({ maxLength: 40 })), services: Type.Optional(Type.String({ maxLength: 300 })) }),
  async handle(request) {
    const { query } = request;
    return show(newOrderView({ ...await loadModel(request.ctx), typed: { need: query.need ?? '', offer: query.offer ?? '', services: query.services ?? '' }, problems: [], refused: undefined }, request));
  },
});

export const newOrderPost = definePage({
  method: 'POST', path: '/:authority/office/orders/new', access: placeOrders,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedOrder = { need: form.text('need'), offer: form.text('offer'), services: form.text('services') };
    try {
      const model = await loadModel(ctx);
      const problems: FieldProblem[] = [];
      if (!model.needs.some((one) => one.id === typed.need)) problems.push({ pointer: '/need', code: 'required', message: 'Bitte wählen Sie den Bedarf.' });
      if (!model.offers.some((one) => one.offer.id === typed.offer)) problems.push({ pointer: '/offer', code: 'required', message: 'Bitte wählen Sie ein Angebot.' });
      if (problems.length > 0) throw new InvalidInput(problems);
      const parameters = readServices(typed.services);
      // What belongs to one need goes into one order, as long as that is a draft.
      const draft = (await listOrders(ctx, { need: typed.need })).find((one) => one.state === 'draft') ?? await createOrder(ctx, { need: typed.need });
      await addLine(ctx, { order: draft.id, offer: typed.offer, parameters });
      return redirect(request.urlFor.office(request.authority.slug, 'orders', draft.id), { flash: { kind: 'success', title: request.locale === 'en' ? 'The offer is in the draft.' : 'Das Angebot steht im Entwurf.' } });
    } catch (error) {
      if (!(error instanceof InvalidInput || error instanceof NotOrderable)) throw error;
      const problems = error.fields.map((one) => (one.pointer === '/parameters' ? { ...one, pointer: '/services' } : one));
      return show(newOrderView({ ...await loadModel(ctx), typed, problems, refused: error instanceof InvalidInput ? undefined : error.message }, request), error instanceof InvalidInput ? {} : { status: 409 });
    }
  },
});

async function loadModel(ctx: PageRequest['ctx']) {
  const [needs, offers] = await Promise.all([listNeeds(ctx), quoteOffers(ctx)]);
  return { needs: needs.filter((one) => one.state === 'open'), offers };
}
