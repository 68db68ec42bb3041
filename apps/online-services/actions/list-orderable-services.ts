import type { ActionContext } from '@allmende/house';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { compileTexts } from '../domain/service-texts.ts';

/** A service that an authority can order, in the language of the context. */
export type OrderableService = { readonly id: string; readonly name: string };

/** Every released service by its newest package, in the order of their names. Versions that only came back with an archive are not released. */
export async function listOrderableServices(ctx: Pick<ActionContext, 'database' | 'locale'>): Promise<OrderableService[]> {
  return ctx.database.withoutTenant(async (tx) => {
    const services: OrderableService[] = [];
    for (const { hash, serviceId, publishedAt } of await listNewestPackages(tx)) {
      const servicePackage = publishedAt.getTime() > 0 ? await findPackage(tx, hash) : undefined;
      if (!servicePackage) continue;
      services.push({ id: serviceId, name: compileTexts(servicePackage)(ctx.locale).get('service.name') });
    }
    return services.toSorted((one, other) => one.name.localeCompare(other.name, ctx.locale));
  });
}
