import type { Actor } from '@allmende/access';
import type { Config } from '@allmende/config';
import type { Database, TenantId } from '@allmende/database';
import type { ObjectStore } from '@allmende/files';
import type { Locale } from '@allmende/i18n';
import type { Logger, Metrics } from '@allmende/observe';
import type { KeyStore } from '@allmende/secrets';
import type { Directory, UrlFor } from '@allmende/tenancy';
import type { Clock } from '@allmende/time';

/** What a process has set up once and lends to everything that runs in it. */
export type House = {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly keys: KeyStore;
  readonly files: ObjectStore;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly directory: Directory;
  readonly urlFor: UrlFor;
};

/** What an action may ask for: the house, who acts, and for which authority. Actions name the parts they need with `Pick`. */
export type ActionContext = House & {
  readonly actor: Actor;
  /** The authority in the address; the platform's own tenant where the address names none. */
  readonly tenant: TenantId;
  readonly locale: Locale;
};

/** The context of a job or process that acts in an authority by itself. */
export function contextFor(house: House, actor: Actor, tenant: TenantId, locale: Locale = 'de'): ActionContext {
  return { ...house, actor, tenant, locale };
}
