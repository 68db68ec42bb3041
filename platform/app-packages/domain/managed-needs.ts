import { bytesOf } from './amounts.ts';
import type { AppComponent, AppPackage } from './app-package.ts';

/** What the platform adds to a package for its needs `postgres` and `cache`. */
type Managed = {
  /** Write what a database holds into a volume, as text, while the components of the app itself rest or run as `backup.mode` says. */
  readonly dumps: readonly { readonly component: string; readonly command: readonly string[] }[];
  /** Volumes that are saved only when everything is copied as it lies: else the dumps stand for them. */
  readonly raw: readonly string[];
};

/** A package with all that runs for it. */
export type RunnablePackage = AppPackage & { readonly managed?: Managed };

/** A program that the platform adds, by the name of its need, which is also that of its component and its host. */
export type ManagedNeed = keyof typeof MANAGED;

const PASSWORD_FILE = '/run/app/password';
const CACHE_MEMORY = '64Mi';
const DATABASE_STORAGE = '2Gi';
const PROBE = { tcp: { port: 'main' }, periodSeconds: 5, timeoutSeconds: 2, failures: 3 };

/** Names that a package which has the need leaves to the platform, the port of the added component, and its connection data for the app. */
export const MANAGED = {
  postgres: {
    reference: 'localhost/allmende/service-postgres', user: 10_011, port: 5432, volumes: ['postgres', 'postgres-dump'], secrets: ['postgres-password', 'postgres-url'],
    values: { host: { value: 'postgres' }, port: { value: '5432' }, database: { value: 'app' }, user: { value: 'app' }, password: { secret: 'postgres-password' }, url: { secret: 'postgres-url' } },
  },
  cache: {
    reference: 'localhost/allmende/service-cache', user: 10_012, port: 6379, volumes: [], secrets: ['cache-password', 'cache-url'],
    values: { host: { value: 'cache' }, port: { value: '6379' }, password: { secret: 'cache-password' }, url: { secret: 'cache-url' } },
  },
} as const;

/** The needs of a package for which the platform adds a component. */
export function managedNeeds(app: Pick<AppPackage, 'needs'>): readonly ManagedNeed[] {
  return (['postgres', 'cache'] as const).filter((need) => app.needs?.[need] !== undefined);
}

/**
 * The package with a component of its own for each need `postgres` and `cache`, before those of the app, with disks and secrets; the app's variables lead there. Pure; safe to repeat. What runs of an instance is always this.
 */
export function withManagedNeeds(app: RunnablePackage): RunnablePackage {
  const needs = managedNeeds(app);
  if (app.managed !== undefined || needs.length === 0) return app;
  const database = app.needs?.postgres;
  return {
    ...app,
    components: [...needs.map((need) => (need === 'postgres' ? databaseComponent(app) : cacheComponent(app))), ...app.components.map(connected)],
    volumes: [...(app.volumes ?? []), ...(database ? databaseVolumes(database.storage ?? DATABASE_STORAGE) : [])],
    secrets: [...(app.secrets ?? []), ...needs.flatMap((need) => MANAGED[need].secrets.map((name) => ({ name, shown: false })))],
    managed: { dumps: database ? [{ component: 'postgres', command: ['/usr/bin/sh', '/app/dump'] }] : [], raw: database ? ['postgres'] : [] },
  };
}

/** The value of one of a package's secrets; addresses that hold a password are made of it. `random` gives the value of its own for each name. */
export function packageSecret(app: Pick<RunnablePackage, 'managed'>, name: string, random: (name: string) => string): string {
  if (app.managed && name === 'postgres-url') return `postgresql://app:${encodeURIComponent(random('postgres-password'))}@postgres:${MANAGED.postgres.port}/app`;
  if (app.managed && name === 'cache-url') return `redis://:${encodeURIComponent(random('cache-password'))}@cache:${MANAGED.cache.port}/0`;
  return random(name);
}

function databaseComponent(app: AppPackage): AppComponent {
  const { reference, user, port } = MANAGED.postgres;
  return {
    name: 'postgres', image: app.needs?.postgres?.image ?? { reference }, command: ['/usr/bin/sh', '/app/start'], user, ports: [{ name: 'main', port }],
    environment: { MINIMUM_VERSION: { value: String(app.needs?.postgres?.minimumVersion ?? 0) } },
    files: [{ path: PASSWORD_FILE, secret: 'postgres-password' }], mounts: [{ volume: 'postgres', path: '/data' }, { volume: 'postgres-dump', path: '/dump' }], scratch: ['/tmp'],
    resources: { cpu: '50m', memory: '64Mi', cpuLimit: '1', memoryLimit: '256Mi', processes: 128 },
    // A dump that was brought back is read in before the first connection is taken.
    probes: { ready: PROBE, startSeconds: 180 },
  };
}

function databaseVolumes(size: string): NonNullable<AppPackage['volumes']> {
  return [{ name: 'postgres', size, backup: false }, { name: 'postgres-dump', size, backup: true }];
}

function cacheComponent(app: AppPackage): AppComponent {
  const { reference, user, port } = MANAGED.cache;
  const memory = app.needs?.cache?.memory ?? CACHE_MEMORY;
  return {
    name: 'cache', image: app.needs?.cache?.image ?? { reference }, command: ['/usr/bin/sh', '/app/start'], user, ports: [{ name: 'main', port }],
    // A part is left to what the program needs beside what it keeps.
    environment: { MOST_BYTES: { value: String(Math.floor(bytesOf(memory) * 0.7)) } },
    files: [{ path: PASSWORD_FILE, secret: 'cache-password' }], scratch: ['/tmp'],
    resources: { cpu: '20m', memory: '16Mi', cpuLimit: '500m', memoryLimit: memory, processes: 32 },
    probes: { ready: PROBE, startSeconds: 30 },
  };
}

function connected(component: AppComponent): AppComponent {
  if (!component.environment) return component;
  return { ...component, environment: Object.fromEntries(Object.entries(component.environment).map(([name, from]) => [name, 'need' in from ? (managedValue(from.need) ?? from) : from])) };
}

function managedValue(needed: string): { readonly value: string } | { readonly secret: string } | undefined {
  const [need = '', key = ''] = needed.split('.');
  if (need !== 'postgres' && need !== 'cache') return undefined;
  const values: Readonly<Record<string, { readonly value: string } | { readonly secret: string }>> = MANAGED[need].values;
  return values[key];
}
