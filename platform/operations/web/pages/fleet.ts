import { definePage, show } from '@allmende/http';
import { listFleet } from '../../actions/list-fleet.ts';
import { seeFleet } from '../../domain/permissions.ts';
import { fleetView } from './fleet.view.ts';

export const fleetPage = definePage({
  method: 'GET', path: '/operator/instances', access: seeFleet,
  async handle(request) {
    return show(fleetView({ fleet: await listFleet(request.ctx) }, request));
  },
});
