import { definePage, show } from '@allmende/http';
import { listOffers } from '../../actions/list-offers.ts';
import { registerOffers } from '../../domain/permissions.ts';
import { offersView } from './offers.view.ts';

/** What can be ordered on this platform, for the operator: what lacks a price stands first. */
export const offersPage = definePage({
  method: 'GET', path: '/operator/offers', access: registerOffers,
  handle: async (request) => show(offersView({ offers: await listOffers(request.ctx, { withdrawn: true }), today: request.ctx.clock.today() }, request)),
});
