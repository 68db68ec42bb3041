import { readFileSync } from 'node:fs';
import { accessMigrations } from '@allmende/access';
import { appPackagesModule } from '@allmende/app-packages/module';
import { auditMigrations } from '@allmende/audit';
import { createAuditModule } from '@allmende/audit/module';
import { createBrokerModule } from '@allmende/broker/module';
import { createCasesModule } from '@allmende/cases/module';
import { createCatalogModule } from '@allmende/catalog/module';
import { createCitizenAccountsModule } from '@allmende/citizen-accounts/module';
import type { RoomMigrations } from '@allmende/database';
import { reachesMailboxes } from '@allmende/delivery';
import { deliveryModule } from '@allmende/delivery/module';
import { dynamicPurchasingModule } from '@allmende/dynamic-purchasing/module';
import { dispatchJob, eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { addressOfInstance } from '@allmende/gateway';
import { createGatewayModule } from '@allmende/gateway/module';
import type { House } from '@allmende/house';
import { namesOfAccounts } from '@allmende/identity';
import { createIdentityModule, createRightsPages } from '@allmende/identity/module';
import { jobsMigrations, type JobDefinition } from '@allmende/jobs';
import { lettersOfCase } from '@allmende/mailbox';
import { createMailboxModule } from '@allmende/mailbox/module';
import { membershipModule } from '@allmende/membership/module';
import type { RoomModule } from '@allmende/module';
import { needsModule } from '@allmende/needs/module';
import { listKnownServices, OWN_APPLICATIONS, purposeOfService, servicesOfAuthority, servicesOfPlace } from '@allmende/online-services';
import { createOnlineServicesModule } from '@allmende/online-services/module';
import { createOperationsModule } from '@allmende/operations/module';
import { createPortalModule } from '@allmende/portal/module';
import { createProcurementModule } from '@allmende/procurement/module';
import { registerModule } from '@allmende/register/module';
import { secretsMigrations } from '@allmende/secrets';
import { ownSignIns } from '@allmende/single-sign-on';
import { createIssuers, createSingleSignOnModule, watchDoor, type Door } from '@allmende/single-sign-on/module';
import { createSuppliersModule } from '@allmende/suppliers/module';
import { vettingModule, vettingPort } from '@allmende/vetting/module';
import { createWalletModule, walletWay } from '@allmende/wallet/module';
import { orderableApps } from './orderable-apps.ts';
import { auditWords } from './audit-words.ts';
import { authoritiesOfPlace } from './authorities-of-place.ts';
import { brokerApps } from './broker-apps.ts';
import { deliveryPorts } from './delivery-ports.ts';
import { entranceOf } from './entrance-of.ts';
import { operatorFigures, officeFigures, startFigures } from './figures.ts';
import { mailboxPorts, statusPorts } from './status-ports.ts';
import { permissionWords } from './permission-words.ts';
import { monitoringModule } from './monitoring.ts';
import { namedServicesOf } from './named-services-of.ts';
import { tryDelivery } from './try-delivery.ts';

/** As the package of this repository says. */
const PLATFORM_VERSION = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

const portalModule = createPortalModule({ servicesOfPlace, servicesOfAuthority, knownServices: listKnownServices, startFigures, officeFigures, operatorFigures, navigation: () => allRooms.flatMap((room) => room.navigation ?? []) });

const accountsModule = createIdentityModule({ servicesOf: namedServicesOf, appsOf: ownSignIns });
const identityModule: RoomModule = { ...accountsModule, pages: [...(accountsModule.pages ?? []), ...createRightsPages({ permissions: () => allRooms.flatMap((room) => room.permissions ?? []), words: permissionWords, servicesOf: namedServicesOf })] };

const addressesOf = (house: Parameters<typeof addressOfInstance>[0], instance: Parameters<typeof addressOfInstance>[2]) => addressOfInstance(house, entranceOf, instance);

const issuers = createIssuers({ addressesOf });

/** Lets apps in containers of this machine ask the provider of their authority; for the process that serves it. */
export function openDoor(house: House): Door {
  return watchDoor(house, issuers);
}

/** Every room that gives something to the processes, in the order in which their tables are made. */
export const allRooms: readonly RoomModule[] = [
  identityModule, createAuditModule({ namesOf: namesOfAccounts, words: auditWords }), registerModule, membershipModule, createCatalogModule({ vetting: vettingPort }), createSuppliersModule({ navigation: () => allRooms.flatMap((room) => room.navigation ?? []) }), needsModule, appPackagesModule, vettingModule, createOperationsModule({ addressOf: (house, instance) => addressOfInstance(house, entranceOf, instance) }), dynamicPurchasingModule, createProcurementModule({ apps: orderableApps, version: PLATFORM_VERSION, vettingOf: vettingPort.frozen }),
  createCitizenAccountsModule({ purposeOf: purposeOfService, authoritiesOf: authoritiesOfPlace, reachesMailboxes, otherWays: [walletWay], ownPages: [OWN_APPLICATIONS] }), createWalletModule({ purposeOf: purposeOfService }), createOnlineServicesModule({ tryDelivery, status: statusPorts }), deliveryModule(deliveryPorts), createCasesModule({ lettersOf: lettersOfCase }), createMailboxModule(mailboxPorts),
  createGatewayModule({ entranceOf }), createSingleSignOnModule({ addressesOf, servicesOf: namedServicesOf, issuers }), createBrokerModule(brokerApps), fitConnectServiceModule, monitoringModule, portalModule,
];

/** The tables of all rooms, the kernel's first. */
export const allMigrations: readonly RoomMigrations[] = [
  jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, accessMigrations, auditMigrations,
  ...allRooms.flatMap((room) => (room.migrations ? [room.migrations] : [])),
];

/** The jobs of all rooms, and the one that tells subscribers of events. */
export function allJobs(rooms: readonly RoomModule[] = allRooms): JobDefinition[] {
  return [...rooms.flatMap((room) => room.jobs ?? []), dispatchJob(rooms.flatMap((room) => room.subscriptions ?? []))];
}
