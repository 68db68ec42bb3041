import { definePage, show } from '@allmende/http';
import { listAdvisories } from '../../actions/import-advisories.ts';
import { listVetting } from '../../actions/see-solution.ts';
import { seeVetting } from '../../domain/permissions.ts';
import { queueView } from './queue.view.ts';

export const queuePage = definePage({
  method: 'GET', path: '/operator/vetting', access: seeVetting,
  async handle(request) {
    const [submitted, approved, published, imports] = await Promise.all([
      listVetting(request.ctx, { state: 'submitted' }), listVetting(request.ctx, { state: 'approved' }), listVetting(request.ctx, { state: 'published' }), listAdvisories(request.ctx),
    ]);
    return show(queueView({ submitted, approved, published, lastImport: imports[0] }, request));
  },
});
