import { definePage, redirect } from '@allmende/http';
import { chooseSolutions } from '../../domain/permissions.ts';

/** The store from the office: one and the same for all, so staff are led to it. */
export const officeStorePage = definePage({
  method: 'GET', path: '/:authority/office/store', access: chooseSolutions,
  handle: async (request) => redirect(request.urlFor.public('store')),
});
