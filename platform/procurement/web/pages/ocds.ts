import { definePage, sendFile } from '@allmende/http';
import { Type } from 'typebox';
import { exportOcds } from '../../actions/export-ocds.ts';
import { seeOrders } from '../../domain/permissions.ts';

/** The OCDS record of an order to take away. */
export const ocdsPage = definePage({
  method: 'GET', path: '/:authority/office/orders/:order/ocds', access: seeOrders, params: Type.Object({ order: Type.String({ format: 'uuid' }) }),
  async handle({ ctx, authority, params }) {
    const uri = `${ctx.config.publicAddress}/api/v1/authorities/${authority.slug}/orders/${params.order}/ocds/record`;
    const { name, text } = await exportOcds(ctx, { order: params.order, form: 'record', uri });
    return sendFile({ bytes: Buffer.from(text, 'utf8'), contentType: 'application/json', name });
  },
});
