import type { RoomModule } from '@allmende/module';
import { walletMigrations } from './data/migrations.ts';
import { manageCredentials, seeCredentials } from './domain/permissions.ts';
import { deleteOverJob } from './jobs/delete-over.ts';
import { checkPage, runCheckPage } from './web/pages/check.ts';
import { changeCredentialPost, credentialsPage, rotateKeyPost } from './web/pages/credentials.ts';
import { identifyPages } from './web/pages/identify.ts';
import { metadataProtocols } from './web/protocol/metadata-protocols.ts';
import { walletProtocol } from './web/protocol/wallet-protocol.ts';
import type { WalletPorts } from './web/wallet-ports.ts';
import './web/english-refusals.ts';

export { walletWay } from './web/wallet-way.ts';

/** Wallets of citizens: who they are, and what authorities give them; with what it asks of other rooms. */
export function createWalletModule(ports: WalletPorts): RoomModule {
  return {
    name: 'wallet',
    migrations: walletMigrations,
    permissions: [manageCredentials, seeCredentials],
    pages: [...identifyPages(ports), checkPage, runCheckPage, credentialsPage, changeCredentialPost, rotateKeyPost],
    protocols: [walletProtocol, ...metadataProtocols],
    jobs: [deleteOverJob],
    navigation: [{ area: 'office', label: { de: 'Bescheinigungen in Wallets', en: 'Certificates in wallets' }, segments: ['credentials'], access: seeCredentials, order: 62, group: 'services', summary: { de: 'Was Ihre Behörde ausgegeben hat, und was davon noch gilt', en: 'What your authority gave out, and what of it still counts' } }],
  };
}
