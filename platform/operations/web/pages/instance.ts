import { may } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { definePage, redirect, sendEvents, sendFile, show } from '@allmende/http';
import { Type } from 'typebox';
import { fetchArchive } from '../../actions/fetch-archive.ts';
import { findUpdates } from '../../actions/find-updates.ts';
import { getInstance } from '../../actions/get-instance.ts';
import { requestArchive } from '../../actions/request-archive.ts';
import { watchInstance } from '../../actions/watch-instance.ts';
import type { AddressOf } from '../../domain/entrance-port.ts';
import { controlInstances, seeInstances } from '../../domain/permissions.ts';
import { instanceView } from './instance.view.ts';

const path = '/:authority/office/instances/:instance';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });

export const instancePage = (addressOf: AddressOf) => definePage({
  method: 'GET', path, access: seeInstances, params,
  async handle(request) {
    const found = await getInstance(request.ctx, { instance: request.params.instance });
    const [newest] = await findUpdates(request.ctx, found.instance);
    return show(instanceView({ ...found, newest: newest?.version, now: request.ctx.clock.now(), authority: request.authority, entrance: await addressOf(request.ctx, found.instance), mayControl: may(request.actor, controlInstances, request.ctx.tenant) }, request));
  },
});

export const archivePost = definePage({
  method: 'POST', path: `${path}/archive`, access: controlInstances, params,
  async handle(request) {
    await requestArchive(request.ctx, { instance: request.params.instance });
    const title = request.locale === 'en' ? 'The backup is being made. It appears here in a moment.' : 'Die Sicherung wird erstellt. Sie erscheint gleich auf dieser Seite.';
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

/** What changes while somebody looks at the page. */
export const instanceEventsPage = definePage({
  method: 'GET', path: `${path}/events`, access: seeInstances, params,
  async handle(request) {
    await getInstance(request.ctx, { instance: request.params.instance });
    return sendEvents(async function* (signal) {
      for await (const { mark, first } of watchInstance(request.ctx, { instance: request.params.instance }, signal)) if (!first) yield { name: 'changed', data: { mark } };
    });
  },
});
