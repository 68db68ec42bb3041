import { may } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { Type } from 'typebox';
import { fetchArchive } from '../../actions/fetch-archive.ts';
import { getInstance } from '../../actions/get-instance.ts';
import { requestArchive } from '../../actions/request-archive.ts';
import type { AddressOf } from '../../domain/entrance-port.ts';
import { controlInstances, seeInstances } from '../../domain/permissions.ts';
import { instanceView } from './instance.view.ts';

const path = '/:authority/office/instances/:instance';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });

export const instancePage = (addressOf: AddressOf) => definePage({
  method: 'GET', path, access: seeInstances, params,
  async handle(request) {
    const found = await getInstance(request.ctx, { instance: request.params.instance });
    return show(instanceView({ ...found, authority: request.authority, entrance: await addressOf(request.ctx, found.instance), mayControl: may(request.actor, controlInstances, request.ctx.tenant) }, request));
  },
});

export const archivePost = definePage({
  method: 'POST', path: `${path}/archive`, access: controlInstances, params,
  async handle(request) {
    await requestArchive(request.ctx, { instance: request.params.instance });
    const title = request.locale === 'en' ? 'The archive is being made. It appears here in a moment.' : 'Das Archiv wird erstellt. Es erscheint gleich auf dieser Seite.';
    return redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance), { flash: { kind: 'info', title } });
  },
});

/** The newest archive. */
export const newestArchivePage = definePage({
  method: 'GET', path: `${path}/archive`, access: controlInstances, params,
  async handle(request) {
    const { archives } = await getInstance(request.ctx, { instance: request.params.instance });
    if (!archives[0]) throw new NotFound();
    return sendFile(await fetchArchive(request.ctx, { instance: request.params.instance, archive: archives[0].id }));
  },
});

export const archivePage = definePage({
  method: 'GET', path: `${path}/archives/:archive`, access: controlInstances, params: Type.Object({ instance: Type.String({ format: 'uuid' }), archive: Type.String({ format: 'uuid' }) }),
  async handle(request) {
    return sendFile(await fetchArchive(request.ctx, request.params));
  },
});
