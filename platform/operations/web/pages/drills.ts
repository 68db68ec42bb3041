import { may } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { listDrills, requestDrill } from '../../actions/run-drill.ts';
import { listFleet } from '../../actions/list-fleet.ts';
import { rollOut, seeFleet } from '../../domain/permissions.ts';
import { drillsView } from './drills.view.ts';

const get = definePage({
  method: 'GET', path: '/operator/drills', access: seeFleet,
  async handle(request) {
    const drills = await listDrills(request.ctx);
    const fleet = (await listFleet(request.ctx)).filter(({ instance }) => instance.packageVersion !== undefined && instance.wanted === 'running' && instance.copyOf === undefined);
    const names = new Map((await request.ctx.directory.namesOf([...new Set(drills.map((one) => tenantId(one.tenant)))])).map((one) => [one.tenant as string, one.name]));
    return show(drillsView({ drills: drills.map((drill) => ({ ...drill, authority: names.get(drill.tenant) ?? drill.tenant })), fleet, mayDrill: may(request.actor, rollOut, PLATFORM_TENANT) }, request));
  },
});

const post = definePage({
  method: 'POST', path: '/operator/drills', access: rollOut,
  async handle(request) {
    const [tenant = '', instance = ''] = request.form.text('instance').split('/');
    const known = (await listFleet(request.ctx)).some((one) => one.instance.tenant === tenant && one.instance.id === instance);
    if (!known) throw new NotFound();
    await requestDrill(request.ctx, { tenant, instance });
    return redirect(request.urlFor.operator('drills'), { flash: { kind: 'info', title: request.locale === 'en' ? 'The drill has begun. It appears here when it is done.' : 'Die Übung hat begonnen. Sie erscheint hier, wenn sie fertig ist.' } });
  },
});

/** Restore drills, for the operator. */
export const drillsPages = [get, post];
