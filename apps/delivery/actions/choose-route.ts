import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findDestination, listDestinations, type DestinationRow } from '../data/destination.ts';
import { listRoutes, saveRoute } from '../data/route.ts';
import { listLastTrials } from '../data/trial.ts';
import type { OfferedService } from '../domain/application-port.ts';
import type { Route } from '../domain/parcel.ts';
import type { LocalText } from '../domain/parcel-content.ts';
import { manageTargets } from '../domain/permissions.ts';
import type { Trial } from '../domain/trial.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { routeOf } from './route-of.ts';
import { settableWays } from './settable-ways.ts';

/** A service with where its applications go and how its last trial went. */
export type ServiceRoute = { readonly service: OfferedService; readonly route: Route; readonly lastTrial: Trial | undefined };

/** One way out that an authority can choose. */
export type WayOut = { readonly target: string; readonly destination: string | undefined; readonly name: LocalText; readonly address: string };

export type RouteOverview = { readonly services: readonly ServiceRoute[]; readonly ways: readonly WayOut[]; readonly destinations: readonly DestinationRow[]; /** Targets of which an authority can set up destinations. */ readonly kinds: readonly { readonly target: string; readonly label: LocalText }[] };

/** Where the applications of each service go, and what can be chosen. Needs `delivery/manage-targets`. */
export async function listServiceRoutes(ctx: ActionContext, ports: DeliveryPorts): Promise<RouteOverview> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const services = (await ports.applications.listServices?.(ctx, ctx.tenant)) ?? [];
  const { destinations, trials } = await ctx.database.inTenant(ctx.tenant, async (tx) => ({ destinations: await listDestinations(tx), trials: await listLastTrials(tx) }));
  const routes = await Promise.all(services.map(async (service) => ({ service, route: await routeOf(ctx, ports, { tenant: ctx.tenant, service: service.id }), lastTrial: trials.get(service.id) })));
  return {
    services: routes, destinations, ways: waysOut(ports, destinations),
    kinds: settableWays(ports).map(({ name, label }) => ({ target: name, label })),
  };
}

/** Everything that can be chosen: targets that need nothing, and destinations that were set up. */
export function waysOut(ports: DeliveryPorts, destinations: readonly DestinationRow[]): WayOut[] {
  return [
    ...ports.targets.filter(({ form }) => form === undefined).map(({ name, label }): WayOut => ({ target: name, destination: undefined, name: label ?? { de: name }, address: '' })),
    ...destinations.filter(({ target }) => ports.targets.some(({ name }) => name === target)).map(({ id, target, name, address }): WayOut => ({ target, destination: id, name: { de: name }, address })),
  ];
}

/**
 * Chooses where the applications of a service go from now on; those that are on their way stay on it. Throws NotFound for a service that the authority does not work on, InvalidInput for a way that is none or cannot take the service.
 * Needs `delivery/manage-targets`; writes an audit entry.
 */
export async function chooseRoute(ctx: ActionContext, ports: DeliveryPorts, input: Route & { readonly service: string }): Promise<void> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { service, target: name, destination } = input;
  if (!((await ports.applications.listServices?.(ctx, ctx.tenant)) ?? []).some(({ id }) => id === service)) throw new NotFound();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const target = ports.targets.find((one) => one.name === name);
    const found = destination === undefined ? undefined : await findDestination(tx, destination);
    const fits = target && (target.form === undefined ? destination === undefined : found?.target === name && found.removedAt === null);
    if (!target || !fits) throw new InvalidInput([{ pointer: '/way', code: 'choose', message: 'Wählen Sie eines der Ziele aus der Liste.' }]);
    const refusal = target.refusesService?.(service);
    if (refusal) throw new InvalidInput([{ pointer: '/way', code: 'not-this-service', message: refusal.de }]);
    const before = (await listRoutes(tx)).get(service);
    if (before?.target === name && before.destination === destination) return;
    const at = ctx.clock.now();
    await saveRoute(tx, { service, target: name, destination, at, by: accountId });
    await record(tx, { actor: ctx.actor, action: 'delivery/route-chosen', subject: { kind: 'service', id: service }, facts: { target: name, ...(found ? { destination: found.id, name: found.name } : {}) }, at });
  });
}
