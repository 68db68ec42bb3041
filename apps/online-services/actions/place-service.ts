import type { Database, TenantId } from '@allmende/database';
import { tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { decideCompetence, listCompetentAuthorities, type Authority } from '@allmende/register';
import type { Clock } from '@allmende/time';
import { findAppState } from '../data/app-state.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { findService, listServices, type OfferedService } from '../data/service.ts';
import { agsOf } from '../domain/place-values.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import type { ServicePackage } from '../domain/service-package.ts';

type Context = { database: Pick<Database, 'withoutTenant' | 'inTenant' | 'readInTenant'>; clock: Clock };

/** A service as citizens of a place find it, with the authority that answers for it there. */
export type PlaceService = { readonly authority: Authority; readonly tenant: TenantId; readonly offered: OfferedService & { active: NonNullable<OfferedService['active']> }; readonly service: CompiledService };

/** The services that are switched on for a place, of all authorities competent there. Throws NotFound for a place that does not exist. */
export async function listPlaceServices(ctx: Context, input: { ars: string }): Promise<PlaceService[]> {
  const competence = await listCompetentAuthorities(ctx, { ags: agsOf(input.ars) });
  const found = await Promise.all(competence.authorities.map(async (authority) => {
    const tenant = tenantId(authority.id);
    const offers = await ctx.database.inTenant(tenant, async (tx) => ((await findAppState(tx)) === 'running' ? listServices(tx) : []));
    const services = await Promise.all(offers.map((offered) => compiled(ctx, tenant, authority, offered, input.ars)));
    return services.flatMap((service) => (service && answersFor(competence, service) ? [service] : []));
  }));
  return found.flat();
}

/** One service that is switched on for a place. Throws NotFound when nobody competent there offers it. */
export async function getPlaceService(ctx: Context, input: { ars: string; service: string }): Promise<PlaceService> {
  const competence = await listCompetentAuthorities(ctx, { ags: agsOf(input.ars) });
  for (const authority of competence.authorities) {
    const tenant = tenantId(authority.id);
    const offered = await ctx.database.inTenant(tenant, async (tx) => ((await findAppState(tx)) === 'running' ? findService(tx, input.service) : undefined));
    const service = offered && (await compiled(ctx, tenant, authority, offered, input.ars));
    if (service && answersFor(competence, service)) return service;
  }
  throw new NotFound();
}

/** What the register must know of a service to say who is competent. */
export function competenceServiceOf(servicePackage: ServicePackage): { id: string; usualAuthorityKind: 'municipality' | 'district' } {
  return { id: servicePackage.service.id, usualAuthorityKind: servicePackage.service.usualAuthority === 'municipality' ? 'municipality' : 'district' };
}

function answersFor(competence: Awaited<ReturnType<typeof listCompetentAuthorities>>, { authority, service }: PlaceService): boolean {
  return decideCompetence(competence.place, competenceServiceOf(service.package), competence.entries, competence.on).authority === authority.id;
}

async function compiled(ctx: Context, tenant: TenantId, authority: Authority, offered: OfferedService, placeArs: string): Promise<PlaceService | undefined> {
  const { active } = offered;
  return active && { authority, tenant, offered: { ...offered, active }, service: await getCompiledService(ctx.database, tenant, { ...active, placeArs }) };
}
