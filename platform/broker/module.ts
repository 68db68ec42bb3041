import type { RoomModule } from '@allmende/module';
import { brokerMigrations } from './data/migrations.ts';
import type { AppsPort } from './domain/apps-port.ts';
import { manageMarketplaces, seeMarketplaces } from './domain/permissions.ts';
import { osbProtocol } from './web/osb/osb-protocol.ts';
import { createCredentialPost, marketplacesPage, revokeCredentialPost } from './web/pages/marketplaces.ts';
import './web/english-refusals.ts';

/** The room with what it asks about apps. */
export function createBrokerModule(port: AppsPort): RoomModule {
  return {
    name: 'broker',
    migrations: brokerMigrations,
    permissions: [manageMarketplaces, seeMarketplaces],
    pages: [marketplacesPage, createCredentialPost, revokeCredentialPost],
    protocols: [osbProtocol(port)],
    navigation: [
      { area: 'office', label: { de: 'Andere Marktplätze', en: 'Other marketplaces' }, segments: ['marketplaces'], access: seeMarketplaces, order: 58, group: 'buying', summary: { de: 'Wer von außen für Sie bestellen darf', en: 'Who may order for you from outside' } },
    ],
  };
}
