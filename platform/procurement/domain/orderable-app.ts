import type { ActionContext } from '@allmende/house';
import type { AppModule } from '@allmende/operations';

/** What procurement asks of an app: what its orders state, and how it goes on once it runs. */
export type OrderableApp = Pick<AppModule, 'oncePerAuthority' | 'parameters' | 'nextSteps'> & {
  /** What whoever orders should know of how the app would run here, in the language of the page; undefined when there is nothing special. */
  note?(ctx: Pick<ActionContext, 'database' | 'locale'>): Promise<string | undefined>;
  /** Why the app could not run here for this authority, in German, naming the setting that is missing; undefined when it could. */
  unmet?(ctx: Pick<ActionContext, 'database' | 'config' | 'tenant' | 'directory'>): Promise<string | undefined>;
};

/** The app of this name; undefined for those that state nothing and have no next steps. */
export type OrderableApps = (app: string) => OrderableApp | undefined;
