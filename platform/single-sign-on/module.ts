import { subscription } from '@allmende/events';
import type { JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { instanceRemoved } from '@allmende/operations';
import { removeClient } from './actions/remove-client.ts';
import { createIssuers, type Issuers } from './actions/issuers.ts';
import { singleSignOnMigrations } from './data/migrations.ts';
import { manageSignIn } from './domain/permissions.ts';
import type { AddressesOf } from './domain/ports.ts';
import { forgetExpiredJob } from './jobs/forget-expired.ts';
import { rotateSigningKeysJob } from './jobs/rotate-signing-keys.ts';
import { tellAppJob } from './jobs/tell-app.ts';
import { endSignInPage } from './web/pages/end-sign-in.ts';
import { enterPage } from './web/pages/enter.ts';
import type { ServicesPort } from '@allmende/identity/module';
import { createOwnProviderPages } from './web/pages/own-provider.ts';
import { problemPage } from './web/pages/problem.ts';
import { signOutPages } from './web/pages/sign-out.ts';
import { signInOutsidePages } from './web/pages/sign-in-outside.ts';
import { serveIssuer } from './web/serve-issuer.ts';
import './web/english-refusals.ts';

export { createIssuers, type Issuers } from './actions/issuers.ts';
export { watchDoor, type Door } from './actions/watch-door.ts';

/** The room for web and worker. `addressesOf` says where an instance is opened; the gateway knows. `servicesOf`: what an authority offers. `issuers`: those of the process, when it serves them elsewhere too. */
export function createSingleSignOnModule(options: { readonly addressesOf: AddressesOf; readonly servicesOf: ServicesPort; readonly issuers?: Issuers }): RoomModule {
  const issuers = options.issuers ?? createIssuers(options);
  return {
    name: 'single-sign-on',
    migrations: singleSignOnMigrations,
    permissions: [manageSignIn],
    pages: [enterPage(issuers), endSignInPage, problemPage, ...signOutPages(options.addressesOf), ...createOwnProviderPages(options.servicesOf), ...signInOutsidePages],
    servers: [serveIssuer(issuers)],
    jobs: [forgetExpiredJob as JobDefinition, rotateSigningKeysJob as JobDefinition, tellAppJob(issuers) as JobDefinition],
    navigation: [{ area: 'office', label: { de: 'Anmeldung der Behörde', en: 'Sign-in of the authority' }, segments: ['sign-in'], access: manageSignIn, order: 92, summary: { de: 'Beschäftigte melden sich mit ihrem Konto bei Ihnen an', en: 'Staff sign in with the account they have with you' } }],
    subscriptions: [subscription(instanceRemoved, 'single-sign-on/removes-clients', (house, event) => removeClient(house, { tenant: event.tenant, instance: event.payload.instance }))],
  };
}
