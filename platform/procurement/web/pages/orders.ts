import { may } from '@allmende/access';
import { definePage, show } from '@allmende/http';
import { listOrders } from '../../actions/list-orders.ts';
import { approveOrders, placeOrders, seeOrders } from '../../domain/permissions.ts';
import { ordersView } from './orders.view.ts';

export const ordersPage = definePage({
  method: 'GET', path: '/:authority/office/orders', access: seeOrders,
  async handle(request) {
    const { ctx, actor } = request;
    return show(ordersView({ orders: await listOrders(ctx), mayPlace: may(actor, placeOrders, ctx.tenant), mayApprove: may(actor, approveOrders, ctx.tenant) }, request));
  },
});
