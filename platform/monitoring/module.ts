import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { instanceFailing, instanceRunning, instanceSuspended } from '@allmende/operations';
import { observeInstance } from './actions/observe-instances.ts';
import { monitoringMigrations } from './data/migrations.ts';
import { arrangeOperation, handleAlerts, makeReports, readLogs, seeAllOperation, seeOperation, tellPeople } from './domain/permissions.ts';
import type { MonitoringPorts } from './domain/ports.ts';
import { observeJob } from './jobs/observe.ts';
import { statusPages } from './web/pages/status.ts';

export type { MonitoringPorts } from './domain/ports.ts';

/** Watching what runs, with what other rooms and the process give. */
export function createMonitoringModule(ports: MonitoringPorts): RoomModule {
  return {
    name: 'monitoring',
    migrations: monitoringMigrations,
    permissions: [seeOperation, readLogs, handleAlerts, arrangeOperation, makeReports, seeAllOperation, tellPeople],
    pages: [...statusPages(ports)],
    api: [],
    jobs: [observeJob],
    subscriptions: [
      subscription(instanceRunning, 'monitoring/note-running', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
      subscription(instanceFailing, 'monitoring/note-failing', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
      subscription(instanceSuspended, 'monitoring/note-suspended', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
    ],
    navigation: [
      { area: 'public', label: { de: 'Läuft alles?', en: 'Is everything working?' }, segments: ['status'], access: 'anyone', order: 90 },
      { area: 'place', label: { de: 'Läuft alles?', en: 'Is everything working?' }, segments: ['service-status'], access: 'anyone', order: 90 },
    ],
  };
}
