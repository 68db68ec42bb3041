import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { getInstance } from '../../actions/get-instance.ts';
import { showAccess } from '../../actions/show-access.ts';
import { controlInstances } from '../../domain/permissions.ts';
import { instanceAccessView } from './instance-access.view.ts';

const path = '/:authority/office/instances/:instance/access';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });

export const instanceAccessPage = definePage({
  method: 'GET', path, access: controlInstances, params,
  async handle(request) {
    const { instance } = await getInstance(request.ctx, request.params);
    return show(instanceAccessView({ instance, authority: request.authority, access: undefined }, request));
  },
});

// Shown in the answer itself and nowhere kept: a redirect would have to put the password somewhere.
export const instanceAccessPost = definePage({
  method: 'POST', path, access: controlInstances, params,
  async handle(request) {
    const { instance } = await getInstance(request.ctx, request.params);
    return show(instanceAccessView({ instance, authority: request.authority, access: await showAccess(request.ctx, request.params) }, request));
  },
});
