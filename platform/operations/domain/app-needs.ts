import type { AppPackage } from '@allmende/app-packages';
import type { ActionContext } from '@allmende/house';
import type { Instance } from './instance.ts';

/** A server outside of the authority's network that an app may reach, by name or address: this port of it and nothing else. */
export type ReachedServer = { readonly host: string; readonly port: number };

/** What an instance gets for the needs of its package that others provide: connection data by name (`smtp.host`), and where they lead. */
export type GivenNeeds = {
  readonly values: ReadonlyMap<string, string>;
  readonly reach: readonly ReachedServer[];
  /** A port of this machine at the address that it has in the authority's own network, under a name that only containers know. */
  readonly door?: ReachedServer | undefined;
};

/** No needs but those that the platform fills beside the app itself. */
export const NOTHING_GIVEN: GivenNeeds = { values: new Map(), reach: [] };

/** Fills the needs `smtp`, `object-store` and `oidc` of packages; `postgres` and `cache` run beside the app itself. */
export type AppNeeds = {
  /** Why this authority's instances of the package would not get what they need, in German, with the setting that is missing; undefined when they would. */
  unmet(ctx: NeedsContext, app: Pick<AppPackage, 'app' | 'title' | 'needs'>): Promise<string | undefined>;
  /** Throws NeedUnmet. */
  give(ctx: ActionContext, instance: Instance, app: Pick<AppPackage, 'app' | 'title' | 'needs' | 'components'>, address: () => Promise<string>): Promise<GivenNeeds>;
  /** Takes back what was made for an instance that is removed. Safe to repeat. */
  takeBack(ctx: ActionContext, instance: Instance): Promise<void>;
};

/** What is asked of a context to know whether needs can be met. */
export type NeedsContext = Pick<ActionContext, 'config' | 'tenant' | 'directory'>;

/**
 * Clients at the platform's OpenID provider, one for each instance: the port that identity fills through the wiring. `make` is idempotent: the same instance gets the same client and secret, brought up to the given addresses;
 * `remove` does nothing when there is none. `metadata` is where the app reads what the provider offers, and thereby where it asks for keys and tokens; `reach` and `door` open the way there when that is not the host of the issuer.
 * `takesMetadata`: the package looks there, so that its containers need not reach the platform's public address.
 */
export type OidcClients = {
  make(ctx: ActionContext, wanted: { readonly instance: string; readonly app: string; readonly title: string; readonly redirectUri: string; readonly backChannelLogoutUri: string | undefined; readonly runtime: string; readonly takesMetadata: boolean }): Promise<{
    readonly issuer: string; readonly metadata: string; readonly clientId: string; readonly clientSecret: string; readonly reach?: readonly ReachedServer[]; readonly door?: ReachedServer;
  }>;
  remove(ctx: ActionContext, client: { readonly instance: string }): Promise<void>;
};
