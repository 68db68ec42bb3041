import type { AppModule } from '@allmende/operations';

/** What procurement asks of an app of our own: what its orders state, and how it goes on once it runs. */
export type OrderableApp = Pick<AppModule, 'app' | 'parameters' | 'nextSteps'>;
