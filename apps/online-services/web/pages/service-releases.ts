import { definePage, redirect, show } from '@allmende/http';
import { listLands } from '@allmende/register';
import { Type } from 'typebox';
import { activateRelease, followRelease, listServiceReleases } from '../../actions/release-version.ts';
import { publishPackages } from '../../domain/permissions.ts';
import { serviceReleasesView, serviceReleaseView } from './service-releases.view.ts';

const params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });

const listPage = definePage({
  method: 'GET', path: '/operator/services', access: publishPackages,
  handle: async (request) => show(serviceReleasesView({ services: await listServiceReleases(request.ctx) }, request)),
});

const releasePage = definePage({
  method: 'GET', path: '/operator/services/:service', access: publishPackages, params,
  async handle(request) {
    const { service } = request.params;
    const [release, lands] = [await followRelease(request.ctx, { service }), await listLands(request.ctx)];
    return show(serviceReleaseView({ ...release, lands: lands.map(({ key, name }) => ({ name, href: request.urlFor.operator('services', service, 'lands', key) })), csrf: request.csrf }, request));
  },
});

const activatePost = definePage({
  method: 'POST', path: '/operator/services/:service', access: publishPackages, params,
  async handle(request) {
    const { service } = request.params;
    const { switched, staying } = await activateRelease(request.ctx, { service });
    const title = request.locale === 'en' ? `${switched} authorities were switched, ${staying.length} keep what they have` : `${switched} Behörden wurden umgeschaltet, ${staying.length} behalten, was sie haben`;
    return redirect(request.urlFor.operator('services', service), { flash: { kind: switched > 0 ? 'success' : 'info', title } });
  },
});

/** New versions of services, for the operator. */
export const serviceReleasesPages = [listPage, releasePage, activatePost];
