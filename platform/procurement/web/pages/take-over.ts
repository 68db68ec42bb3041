import { may } from '@allmende/access';
import { definePage, redirect, show } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { needCategoryName } from '@allmende/needs';
import { Type } from 'typebox';
import { seeNeighbour } from '../../actions/see-neighbour.ts';
import { takeOver } from '../../actions/take-over.ts';
import { NotOrderable } from '../../domain/errors.ts';
import type { OrderableApps } from '../../domain/orderable-app.ts';
import { placeOrders, seeOrders } from '../../domain/permissions.ts';
import { takeOverView } from './take-over.view.ts';

const params = Type.Object({ neighbour: Type.String({ maxLength: 100 }) });
type Request = Parameters<typeof takeOverView>[1] & { ctx: Parameters<typeof seeNeighbour>[0]; params: { neighbour: string } };

export const takeOverPage = definePage({ method: 'GET', path: '/:authority/office/orders/take-over/:neighbour', access: seeOrders, params, handle: async (request) => show(await view(request)) });

export const takeOverPost = (apps: OrderableApps) => definePage({
  method: 'POST', path: '/:authority/office/orders/take-over/:neighbour', access: placeOrders, params,
  async handle(request) {
    try {
      const order = await takeOver(request.ctx, apps, { neighbour: request.params.neighbour, contract: request.form.text('contract') });
      const title = request.locale === 'en' ? 'Need and draft are there. Check and hand in.' : 'Bedarf und Entwurf sind da. Prüfen Sie den Entwurf und reichen Sie ihn ein.';
      return redirect(request.urlFor.office(request.authority.slug, 'orders', order.id), { flash: { kind: 'success', title } });
    } catch (error) {
      if (error instanceof NotOrderable) return show(await view(request, saidIn(request.locale, error.message)), { status: 409 });
      throw error;
    }
  },
});

async function view(request: Request, refused?: string) {
  const { neighbour, contracts } = await seeNeighbour(request.ctx, request.params);
  return takeOverView({ neighbour, contracts: contracts.map((one) => ({ ...one, category: needCategoryName(one.category, request.locale) })), mayPlace: may(request.ctx.actor, placeOrders, request.ctx.tenant), refused }, request);
}
