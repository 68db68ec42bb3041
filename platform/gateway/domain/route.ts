import type { TenantId } from '@allmende/database';

/** Who may come in: everybody, or only persons who were given access. */
export type EntranceAccess = 'granted' | 'public';

/** What an app's package says of its entrance. */
export type Entrance = { readonly access: EntranceAccess; readonly path?: string };

/** Whether requests can be passed on, and if not, why. */
export type RouteState = 'running' | 'starting' | 'updating' | 'resting' | 'failing' | 'ended';

/** Where an instance answers and who may come in. */
export type Route = {
  readonly tenant: TenantId;
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly access: EntranceAccess;
  /** Where a person begins who asks for nothing else. */
  readonly path: string;
  readonly state: RouteState;
  readonly upstream: { readonly host: string; readonly port: number } | undefined;
  /** Whether another generation is taking its place: until the routes are read anew, the old one may answer no more. */
  readonly isChanging: boolean;
};

/** What operations has seen of an instance, as far as the gateway must know it. */
export type Observed = {
  readonly wanted: 'running' | 'suspended' | 'removed';
  readonly observed: 'absent' | 'starting' | 'running' | 'suspended' | 'failing' | 'removed';
  readonly upstream: string | undefined;
  readonly isChanging: boolean;
};

/** What the gateway does with requests for an instance. */
export function routeState(seen: Observed): RouteState {
  if (seen.wanted === 'removed' || seen.observed === 'removed') return 'ended';
  if (seen.wanted === 'suspended') return 'resting';
  if (seen.observed === 'running') return readUpstream(seen.upstream) ? 'running' : 'failing';
  if (seen.observed === 'failing') return 'failing';
  return seen.isChanging ? 'updating' : 'starting';
}

/** The place behind an `http://host:port` of a runtime; undefined when there is none or it is something else. */
export function readUpstream(upstream: string | undefined): { readonly host: string; readonly port: number } | undefined {
  if (upstream === undefined || !URL.canParse(upstream)) return undefined;
  const url = new URL(upstream);
  if (url.protocol !== 'http:' || url.pathname !== '/') return undefined;
  return { host: url.hostname.replaceAll(/[[\]]/gu, ''), port: url.port === '' ? 80 : Number(url.port) };
}
