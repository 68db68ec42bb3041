import type { House } from '@allmende/house';
import { listUpstreams, type Upstream } from '@allmende/operations';
import { markOfHosts, selectHosts } from '../data/host.ts';
import { hostName } from '../domain/host-name.ts';
import { readUpstream, routeState, type Entrance, type Route } from '../domain/route.ts';
import { ensureLabel } from './ensure-address.ts';

/** What an app says of its entrance; the wiring asks the app's package. Undefined when it has none. */
export type EntranceOf = (house: Pick<House, 'database'>, app: { readonly app: string; readonly runtime: string; readonly packageVersion: string | undefined }) => Promise<Entrance | undefined>;

/** What answers under which name, kept up to date. */
export type RouteTable = {
  /** The route of a host without its port; undefined when nothing answers there. */
  find(host: string): Route | undefined;
  /** Of one instance, by id. */
  byInstance(instance: string): Route | undefined;
  count(): number;
  /** Looks now instead of at the next turn. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
};

type Where = Pick<House, 'database' | 'clock' | 'config' | 'directory' | 'log'>;

/** Reads the route table and reads it again whenever something changed, at most one turn late; a database that is away leaves the last one in use. */
export async function watchRoutes(house: Where, options: { readonly entranceOf: EntranceOf; readonly everyMs?: number }): Promise<RouteTable> {
  let hosts: ReadonlyMap<string, Route> = new Map();
  let instances: ReadonlyMap<string, Route> = new Map();
  let names: ReadonlyMap<string, string> = new Map();
  let seen: string | undefined;
  let seenNames: string | undefined;
  const refresh = async () => {
    const changed = await listUpstreams(house, seen);
    if (changed) {
      instances = await routesOf(changed.upstreams, (one) => options.entranceOf(house, one));
      seen = (await giveLabels(house, changed.upstreams)) ? changed.mark : undefined;
    }
    const namesNow = await house.database.withoutTenant(markOfHosts);
    if (namesNow !== seenNames) {
      names = new Map((await house.database.withoutTenant(selectHosts)).map((host) => [host.name, host.instance]));
      seenNames = namesNow;
    } else if (!changed) return;
    hosts = new Map([...names].flatMap(([name, instance]) => { const route = instances.get(instance); return route ? [[name, route] as const] : []; }));
  };
  await refresh();
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = refresh().catch((error: unknown) => house.log.warn({ err: error }, 'the routes could not be read')).finally(() => { busy = false; });
  }, options.everyMs ?? 1000);
  return {
    find: (host) => { const name = hostName(host, house.config.apps.domain); return name === undefined ? undefined : hosts.get(name); },
    byInstance: (instance) => instances.get(instance),
    count: () => hosts.size,
    refresh,
    stop: async () => { clearInterval(timer); await running; },
  };
}

// New instances get their label here when nobody asked for their address before. False when one has to be tried again.
async function giveLabels(house: Where, upstreams: readonly Upstream[]): Promise<boolean> {
  const labelled = new Set((await house.database.withoutTenant(selectHosts)).flatMap((host) => (host.kind === 'label' ? [host.instance] : [])));
  let all = true;
  for (const one of upstreams) {
    if (labelled.has(one.instance) || one.wanted === 'removed') continue;
    await ensureLabel(house, one).catch((error: unknown) => {
      all = false;
      house.log.warn({ err: error, instance: one.instance }, 'an instance has no address yet');
    });
  }
  return all;
}

async function routesOf(upstreams: readonly Upstream[], entranceOf: (one: Upstream) => Promise<Entrance | undefined>): Promise<Map<string, Route>> {
  const known = new Map<string, Entrance | undefined>();
  const routes = new Map<string, Route>();
  for (const one of upstreams) {
    const key = `${one.runtime}/${one.app}/${one.packageVersion ?? ''}`;
    if (!known.has(key)) known.set(key, await entranceOf(one));
    const entrance = known.get(key);
    if (!entrance) continue;
    routes.set(one.instance, { tenant: one.tenant, instance: one.instance, app: one.app, title: one.title, access: entrance.access, path: entrance.path ?? '/', state: routeState(one), upstream: readUpstream(one.upstream), isChanging: one.isChanging });
  }
  return routes;
}
