import type { AppModule } from '@allmende/operations';

/** What procurement asks of an app: what its orders state, and how it goes on once it runs. */
export type OrderableApp = Pick<AppModule, 'oncePerAuthority' | 'parameters' | 'nextSteps'>;

/** The app of this name; undefined for those that state nothing and have no next steps. */
export type OrderableApps = (app: string) => OrderableApp | undefined;
