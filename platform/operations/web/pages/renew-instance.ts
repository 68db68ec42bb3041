import { NotFound } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { InvalidInput } from '@allmende/errors';
import { Type } from 'typebox';
import { chooseChannel } from '../../actions/choose-channel.ts';
import { findUpdates } from '../../actions/find-updates.ts';
import { getInstance } from '../../actions/get-instance.ts';
import { copyInstance, DEFAULT_COPY_DAYS, restoreInstance } from '../../actions/restore-instance.ts';
import { updateInstance } from '../../actions/update-instance.ts';
import type { UpdateChannel } from '../../domain/instance.ts';
import { controlInstances } from '../../domain/permissions.ts';
import { channelView, copyView, restoreView, updateView } from './renew-instance.view.ts';

const path = '/:authority/office/instances/:instance';
const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ instance: uuid });
const archiveParams = Type.Object({ instance: uuid, archive: uuid });
const CHANNELS: readonly UpdateChannel[] = ['stable', 'preview', 'by-hand'];

const updateGet = definePage({
  method: 'GET', path: `${path}/update`, access: controlInstances, params,
  async handle(request) {
    const { instance } = await getInstance(request.ctx, request.params);
    return show(updateView({ instance, authority: request.authority, releases: await findUpdates(request.ctx, instance) }, request));
  },
});

const updatePost = definePage({
  method: 'POST', path: `${path}/update`, access: controlInstances, params,
  async handle(request) {
    const { instance } = await getInstance(request.ctx, request.params);
    const version = request.form.text('version');
    if (!(await findUpdates(request.ctx, instance)).some((one) => one.version === version)) throw new NotFound();
    await updateInstance(request.ctx, { instance: instance.id, version });
    return redirect(request.urlFor.office(request.authority.slug, 'instances', instance.id));
  },
});

const restoreGet = definePage({
  method: 'GET', path: `${path}/archives/:archive/restore`, access: controlInstances, params: archiveParams,
  async handle(request) {
    const { instance, archive } = await archiveOf(request);
    return show(restoreView({ instance, archive, authority: request.authority, understood: false, problems: [] }, request));
  },
});

const restorePost = definePage({
  method: 'POST', path: `${path}/archives/:archive/restore`, access: controlInstances, params: archiveParams,
  async handle(request) {
    const { instance, archive } = await archiveOf(request);
    if (!request.form.has('understood')) {
      const problems = [{ pointer: '/understood', code: 'required', message: 'Bestätigen Sie, dass Sie die Folgen gelesen haben.' }];
      return show(restoreView({ instance, archive, authority: request.authority, understood: false, problems }, request));
    }
    await restoreInstance(request.ctx, { instance: instance.id, archive: archive.id, version: request.form.text('version') === 'then' ? 'then' : 'now' });
    return redirect(request.urlFor.office(request.authority.slug, 'instances', instance.id));
  },
});

const copyGet = definePage({
  method: 'GET', path: `${path}/archives/:archive/copy`, access: controlInstances, params: archiveParams,
  async handle(request) {
    const { instance, archive } = await archiveOf(request);
    return show(copyView({ instance, archive, authority: request.authority, days: String(DEFAULT_COPY_DAYS), problems: [] }, request));
  },
});

const copyPost = definePage({
  method: 'POST', path: `${path}/archives/:archive/copy`, access: controlInstances, params: archiveParams,
  async handle(request) {
    const { instance, archive } = await archiveOf(request);
    const days = request.form.text('days').trim();
    try {
      const copy = await copyInstance(request.ctx, { instance: instance.id, archive: archive.id, days: /^\d{1,4}$/u.test(days) ? Number(days) : 0 });
      return redirect(request.urlFor.office(request.authority.slug, 'instances', copy.id));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(copyView({ instance, archive, authority: request.authority, days, problems: error.fields }, request));
    }
  },
});

const channelGet = definePage({
  method: 'GET', path: `${path}/channel`, access: controlInstances, params,
  async handle(request) {
    const { instance } = await getInstance(request.ctx, request.params);
    return show(channelView({ instance, authority: request.authority }, request));
  },
});

const channelPost = definePage({
  method: 'POST', path: `${path}/channel`, access: controlInstances, params,
  async handle(request) {
    const channel = CHANNELS.find((one) => one === request.form.text('channel'));
    if (!channel) throw new NotFound();
    await chooseChannel(request.ctx, { instance: request.params.instance, channel });
    return redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance), { flash: { kind: 'success', title: request.locale === 'en' ? 'Saved.' : 'Gespeichert.' } });
  },
});

/** The pages from which another version or an earlier state is brought about. */
export const renewInstancePages = [updateGet, updatePost, restoreGet, restorePost, copyGet, copyPost, channelGet, channelPost];

async function archiveOf(request: { readonly ctx: Parameters<typeof getInstance>[0]; readonly params: { readonly instance: string; readonly archive: string } }) {
  const { instance, archives } = await getInstance(request.ctx, request.params);
  const archive = archives.find((one) => one.id === request.params.archive);
  if (!archive) throw new NotFound();
  return { instance, archive };
}
