import { NotFound } from '@allmende/errors';
import { definePage, show, type AnyPage, type Where } from '@allmende/http';
import type { ActionContext } from '@allmende/house';
import { findPlaceBySlug, listCompetentAuthorities } from '@allmende/register';
import { tenantId, type TenantId } from '@allmende/database';
import { describePlatform } from '../../actions/describe-platform.ts';
import { describeServices } from '../../actions/describe-services.ts';
import type { MonitoringPorts } from '../../domain/ports.ts';
import { platformStatusView } from './platform-status.view.ts';
import { statusView } from './status.view.ts';

/** Whether everything works: in a place or at an authority, and on the whole platform. */
export function statusPages(ports: MonitoringPorts): readonly AnyPage[] {
  return [
    definePage({
      method: 'GET', path: '/:where/service-status', access: 'anyone',
      async handle(request) {
        const { name, authorities } = await authoritiesOf(request.ctx, request.where);
        return show(statusView({ ...(await describeServices(request.ctx, ports, authorities)), where: name, tenants: authorities.map((one) => one.tenant) }, request));
      },
    }),
    definePage({ method: 'GET', path: '/status', access: 'anyone', handle: async (request) => show(platformStatusView(await describePlatform(request.ctx, ports), request)) }),
  ];
}

/** Who answers in a place, or the authority itself. */
export async function authoritiesOf(ctx: Pick<ActionContext, 'database' | 'clock'>, where: Where): Promise<{ name: string; authorities: { tenant: TenantId; name: string }[] }> {
  if (where.kind === 'authority') return { name: where.authority.name, authorities: [where.authority] };
  const place = await findPlaceBySlug(ctx, { slug: where.place.slug });
  if (!place) throw new NotFound();
  const { authorities } = await listCompetentAuthorities(ctx, { ags: place.ags });
  return { name: place.name, authorities: authorities.map((one) => ({ tenant: tenantId(one.id), name: one.name })) };
}
