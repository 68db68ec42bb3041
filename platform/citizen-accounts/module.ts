import type { RoomModule } from '@allmende/module';
import { citizenAccountsMigrations } from './data/migrations.ts';
import { forgetOldCitizenSignInsJob } from './jobs/forget-old-citizen-sign-ins.ts';
import { bundidProtocol } from './web/bundid-protocol.ts';
import type { IdentityPorts } from './web/identity-ports.ts';
import { accountsPage } from './web/pages/accounts.ts';
import { identifyPages } from './web/pages/identify.ts';
import { myAccountPages } from './web/pages/my-account.ts';

export type { IdentityPorts, OtherWay, ServicePurpose } from './web/identity-ports.ts';

/** Accounts of citizens and the ways to prove who they are, with what it asks of other rooms. */
export function createCitizenAccountsModule(ports: IdentityPorts): RoomModule {
  return {
    name: 'citizen-accounts', migrations: citizenAccountsMigrations, pages: [accountsPage(ports), ...identifyPages(ports), ...myAccountPages(ports)], protocols: [bundidProtocol], jobs: [forgetOldCitizenSignInsJob],
    navigation: [{ area: 'place', label: { de: 'Mein Konto', en: 'My account', 'de-leicht': 'Mein Konto', uk: 'Мій обліковий запис', ar: 'حسابي' }, segments: ['account'], access: 'anyone', order: 80 }],
  };
}
