import { requirePermission } from '@allmende/access';
import { tenantId, type TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listServices, selectActiveServices } from '../data/service.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { compileTexts } from '../domain/service-texts.ts';
import { listNewestPackages, findPackage } from '../data/service-package.ts';

/** Every service that is switched on, of all authorities that run the app. Needs `online-services/deliver-applications`. */
export async function listActiveServices(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly { readonly tenant: TenantId; readonly service: string }[]> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const found = await ctx.database.acrossTenants('online-services/list-active-services', selectActiveServices);
  return found.map(({ tenant, service }) => ({ tenant: tenantId(tenant), service }));
}

/** A service that the authority may switch on or has switched on, with its name. */
export type DeliverableService = { readonly id: string; readonly name: { readonly de: string } & Readonly<Record<string, string>>; readonly isOn: boolean };

/** The services that the authority works on, for choosing where their applications go: those that are on and those whose values were begun. Needs `online-services/deliver-applications`. */
export async function listDeliverableServices(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly DeliverableService[]> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const offered = await listServices(tx);
    const services: DeliverableService[] = [];
    for (const head of await listNewestPackages(tx)) {
      const own = offered.find(({ serviceId }) => serviceId === head.serviceId);
      const servicePackage = own && (await findPackage(tx, head.hash));
      if (!own || !servicePackage) continue;
      const texts = compileTexts(servicePackage);
      services.push({ id: head.serviceId, isOn: own.active !== undefined, name: { ...Object.fromEntries(servicePackage.service.languages.map((language) => [language, texts(language).get('service.name')])), de: texts('de').get('service.name') } });
    }
    return services;
  });
}
