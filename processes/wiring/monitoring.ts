import { systemActor } from '@allmende/access';
import { bytesOf, getRelease } from '@allmende/app-packages';
import { listTroubles } from '@allmende/delivery';
import { listCertificateHealth, readTraffic } from '@allmende/gateway';
import type { House } from '@allmende/house';
import { emailsOfAccounts } from '@allmende/identity';
import { readLogs } from '@allmende/monitoring';
import { createMonitoringModule } from '@allmende/monitoring/module';
import { listBackupStates, listDrills } from '@allmende/operations';
import type { Operations } from '@allmende/operations/module';
import { getContract } from '@allmende/procurement';
import { openOperations } from './operations.ts';

let opened: Promise<Operations> | undefined;

/** What runs the apps, opened when somebody first asks in this process. */
function operationsOf(house: Pick<House, 'config' | 'database'>): Promise<Operations> {
  opened ??= openOperations(house).catch((error: unknown) => { opened = undefined; throw error; });
  return opened;
}

/** Watching what runs, with what it asks of other rooms. */
export const monitoringModule = createMonitoringModule({
  publicNames: { 'online-services': { de: 'Online-Dienste', en: 'Online services' } },
  measuredRuntimes: ['podman', 'kubernetes'],
  usage: async (house, place) => (await operationsOf(house)).measure(house, place),
  logs: async (ctx, input) => (await operationsOf(ctx)).logs(ctx, { ...input, permission: readLogs }),
  traffic: (house, { from, until }) => readTraffic(house, { from, to: until }),
  storageLimit: async (house, { app, version }) => {
    const sizes = (await getRelease(house, { app, version })).package.volumes?.map((volume) => bytesOf(volume.size)) ?? [];
    return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
  },
  certificates: async (house) => (await listCertificateHealth(house)).map(({ domain, ...one }) => ({ ...one, host: domain })),
  backups: listBackupStates,
  drills: async (house, { from, until }) => (await listDrills({ database: house.database, actor: systemActor('operations') })).filter((one) => one.startedAt >= from && one.startedAt < until).map((one) => ({
    tenant: one.tenant, instance: one.instanceId, startedAt: one.startedAt, endedAt: one.endedAt, passed: one.outcome === undefined ? undefined : one.outcome === 'passed', recoveryMs: one.recoveryMs,
  })),
  deliveries: listTroubles,
  emailsOf: emailsOfAccounts,
  contract: async (ctx, contract) => {
    const { contract: found } = await getContract(ctx, { contract });
    return { number: found.number, subject: found.subject, customer: found.customer.name, provider: found.provider.name };
  },
});
