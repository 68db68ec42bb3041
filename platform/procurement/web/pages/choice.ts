import { definePage, sendFile } from '@allmende/http';
import { Type } from 'typebox';
import { getOrderChoice } from '../../actions/get-order-choice.ts';
import { seeOrders } from '../../domain/permissions.ts';

/** The frozen choice of an order to take away, as the very file that its hash is of. */
export const choicePage = definePage({
  method: 'GET', path: '/:authority/office/orders/:order/choice', access: seeOrders, params: Type.Object({ order: Type.String({ format: 'uuid' }) }),
  async handle({ ctx, params: { order } }) {
    return sendFile({ bytes: Buffer.from((await getOrderChoice(ctx, { order })).text, 'utf8'), contentType: 'application/json', name: `auswahl-${order}.json` });
  },
});
