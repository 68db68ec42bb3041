import { definePage, show } from '@allmende/http';
import { listInstances } from '../../actions/list-instances.ts';
import { seeInstances } from '../../domain/permissions.ts';
import { instancesView } from './instances.view.ts';

export const instancesPage = definePage({
  method: 'GET', path: '/:authority/office/instances', access: seeInstances,
  async handle(request) {
    return show(instancesView({ instances: await listInstances(request.ctx), authority: request.authority }, request));
  },
});
