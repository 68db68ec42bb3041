export { createCredential, type CredentialInput, type GivenCredential } from './actions/create-credential.ts';
export { listMarketplaces, type ListedCredential, type MarketplaceOrder } from './actions/list-marketplaces.ts';
export { revokeCredential } from './actions/revoke-credential.ts';
export { brokerMigrations } from './data/migrations.ts';
export type { AppsPort } from './domain/apps-port.ts';
export type { Credential } from './domain/credential.ts';
export { BrokerRefusal } from './domain/errors.ts';
export { manageMarketplaces, seeMarketplaces } from './domain/permissions.ts';
export type { Standing } from './domain/standing.ts';
