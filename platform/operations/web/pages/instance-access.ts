import { definePage, show, type AnyPage } from '@allmende/http';
import { Type } from 'typebox';
import { getInstance } from '../../actions/get-instance.ts';
import { showAccess } from '../../actions/show-access.ts';
import type { AddressOf } from '../../domain/entrance-port.ts';
import { controlInstances } from '../../domain/permissions.ts';
import { instanceAccessView } from './instance-access.view.ts';

const path = '/:authority/office/instances/:instance/access';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });

/** The pages that show how to sign in to a program with an account of its own. */
export const instanceAccessPages = (addressOf: AddressOf): readonly AnyPage[] => [
  definePage({
    method: 'GET', path, access: controlInstances, params,
    async handle(request) {
      const { instance } = await getInstance(request.ctx, request.params);
      return show(instanceAccessView({ instance, authority: request.authority, entrance: undefined, access: undefined }, request));
    },
  }),
  // Shown in the answer itself and nowhere kept: a redirect would have to put the password somewhere.
  definePage({
    method: 'POST', path, access: controlInstances, params,
    async handle(request) {
      const { instance } = await getInstance(request.ctx, request.params);
      return show(instanceAccessView({ instance, authority: request.authority, entrance: await addressOf(request.ctx, instance), access: await showAccess(request.ctx, request.params) }, request));
    },
  }),
];
