import { definePage, show } from '@allmende/http';
import { listSuppliers } from '../../actions/list-suppliers.ts';
import { seeSuppliers } from '../../domain/permissions.ts';
import { suppliersView } from './suppliers.view.ts';

export const suppliersPage = definePage({
  method: 'GET', path: '/operator/suppliers', access: seeSuppliers,
  async handle(request) {
    const [waiting, admitted] = await Promise.all([listSuppliers(request.ctx, { state: 'waiting' }), listSuppliers(request.ctx, { state: 'admitted' })]);
    return show(suppliersView({ waiting, admitted }, request));
  },
});
