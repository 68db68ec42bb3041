import { subscription } from '@allmende/events';
import type { JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { instanceRemoved } from '@allmende/operations';
import { removeClient } from './actions/remove-client.ts';
import { createIssuers } from './clients/issuers.ts';
import { singleSignOnMigrations } from './data/migrations.ts';
import type { AddressesOf } from './domain/ports.ts';
import { forgetExpiredJob } from './jobs/forget-expired.ts';
import { rotateSigningKeysJob } from './jobs/rotate-signing-keys.ts';
import { tellAppJob } from './jobs/tell-app.ts';
import { enterPage } from './web/pages/enter.ts';
import { problemPage } from './web/pages/problem.ts';
import { serveIssuer } from './web/serve-issuer.ts';

/** The room for web and worker. `addressesOf` says where an instance is opened; the gateway knows. */
export function createSingleSignOnModule(options: { readonly addressesOf: AddressesOf }): RoomModule {
  const issuers = createIssuers(options);
  return {
    name: 'single-sign-on',
    migrations: singleSignOnMigrations,
    pages: [enterPage(issuers), problemPage],
    servers: [serveIssuer(issuers)],
    jobs: [forgetExpiredJob as JobDefinition, rotateSigningKeysJob as JobDefinition, tellAppJob(issuers) as JobDefinition],
    subscriptions: [subscription(instanceRemoved, 'single-sign-on/removes-clients', (house, event) => removeClient(house, { tenant: event.tenant, instance: event.payload.instance }))],
  };
}
