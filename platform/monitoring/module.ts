import { subscription } from '@allmende/events';
import type { JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { instanceFailing, instanceRunning, instanceSuspended } from '@allmende/operations';
import { observeInstance } from './actions/observe-instances.ts';
import { monitoringMigrations } from './data/migrations.ts';
import { arrangeOperation, handleAlerts, makeReports, readLogs, seeAllOperation, seeOperation, tellPeople } from './domain/permissions.ts';
import type { MonitoringPorts } from './domain/ports.ts';
import { alertsJob } from './jobs/alerts.ts';
import { closeMonthJob, startClosingJob } from './jobs/close-month.ts';
import { measureJob } from './jobs/measure.ts';
import { observeJob } from './jobs/observe.ts';
import { rollUpJob } from './jobs/roll-up.ts';
import { monitoringApi } from './web/api/monitoring.ts';
import { fleetHealthPages } from './web/pages/fleet-health.ts';
import { operationPages } from './web/pages/operation.ts';
import { statusPages } from './web/pages/status.ts';
import './web/english-refusals.ts';

export type { MonitoringPorts } from './domain/ports.ts';

/** Watching what runs, with what other rooms and the process give. */
export function createMonitoringModule(ports: MonitoringPorts): RoomModule {
  return {
    name: 'monitoring',
    migrations: monitoringMigrations,
    permissions: [seeOperation, readLogs, handleAlerts, arrangeOperation, makeReports, seeAllOperation, tellPeople],
    pages: [...statusPages(ports), ...operationPages(ports), ...fleetHealthPages],
    api: monitoringApi(ports),
    jobs: [observeJob as JobDefinition, measureJob(ports), rollUpJob as JobDefinition, alertsJob(ports), startClosingJob as JobDefinition, closeMonthJob(ports)],
    subscriptions: [
      subscription(instanceRunning, 'monitoring/note-running', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
      subscription(instanceFailing, 'monitoring/note-failing', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
      subscription(instanceSuspended, 'monitoring/note-suspended', (house, { payload }) => observeInstance(house, { instance: payload.instance })),
    ],
    navigation: [
      { area: 'office', label: { de: 'Betrieb', en: 'Operation' }, segments: ['monitoring'], access: seeOperation, order: 58, summary: { de: 'Wie Ihre Anwendungen laufen: Verfügbarkeit, Warnungen, Berichte', en: 'How your apps run: availability, alerts, reports' } },
      { area: 'operator', label: { de: 'Zustand', en: 'Health' }, segments: ['monitoring'], access: seeAllOperation, order: 38, summary: { de: 'Alles auf einen Blick: Störungen, Warnungen, was die Menschen erfahren', en: 'Everything at one glance: disturbances, alerts, what people are told' } },
      { area: 'public', label: { de: 'Läuft alles?', en: 'Is everything working?', uk: 'Чи все працює?', ar: 'هل يعمل كل شيء؟' }, segments: ['status'], access: 'anyone', order: 90 },
      { area: 'place', label: { de: 'Läuft alles?', en: 'Is everything working?', uk: 'Чи все працює?', ar: 'هل يعمل كل شيء؟' }, segments: ['service-status'], access: 'anyone', order: 90 },
    ],
  };
}
