import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findRoute } from '../data/route.ts';
import type { Route } from '../domain/parcel.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/**
 * Where an application goes: what the authority chose for its service, else what the values of the service name, else the first target. A target that nobody registered is none. `application` asks the values with which it
 * was filled in; without it the values of now count.
 */
export async function routeOf(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly service: string; readonly application?: string }): Promise<Route> {
  const known = (name: string | undefined) => ports.targets.find((target) => target.name === name);
  const { tenant, service, application } = input;
  // For an application both are asked in one moment: nearly none goes where somebody chose.
  const [chosen, named] = await Promise.all([findRoute(house.database, tenant, service), application === undefined ? undefined : ports.applications.chosenTarget?.(house, tenant, application)]);
  if (chosen && known(chosen.target)) return chosen;
  const target = known(application === undefined ? await ports.applications.targetOfService?.(house, tenant, service) : named);
  // What needs a destination cannot be reached by its name alone.
  return { target: target && !target.form ? target.name : ports.targets[0].name, destination: undefined };
}
