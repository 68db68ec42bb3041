import { InvalidInput } from '@allmende/errors';
import { definePage, sendFile, show } from '@allmende/http';
import { Type } from 'typebox';
import { exportPeppolOrder } from '../../actions/export-peppol-order.ts';
import { getContract } from '../../actions/get-contract.ts';
import { seeOrders } from '../../domain/permissions.ts';
import { peppolOrderView } from './peppol-order.view.ts';

const Address = Type.Optional(Type.String({ maxLength: 60 }));

/** Asks for the electronic addresses that an order needs and that nobody else knows, then gives the file. */
export const peppolOrderPage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract/peppol-order', access: seeOrders, params: Type.Object({ contract: Type.String({ format: 'uuid' }) }), query: Type.Object({ buyer: Address, seller: Address }),
  async handle(request) {
    const { ctx, params, query } = request;
    const { contract } = await getContract(ctx, params);
    const typed = { buyer: query.buyer ?? '', seller: query.seller ?? '' };
    if (query.buyer === undefined && query.seller === undefined) return show(peppolOrderView({ contract, typed, problems: [] }, request));
    try {
      const { name, text } = await exportPeppolOrder(ctx, { contract: contract.id, ...typed });
      return sendFile({ bytes: Buffer.from(text, 'utf8'), contentType: 'application/xml', name });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(peppolOrderView({ contract, typed, problems: error.fields }, request), { status: 422 });
    }
  },
});
