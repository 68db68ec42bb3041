import { operatorNeeds } from '@allmende/operations/module';
import { oidcClients } from './oidc-clients.ts';

/** What apps get for the needs of their packages that the operator of this platform provides. */
export const appNeeds = operatorNeeds({ oidcClients });
