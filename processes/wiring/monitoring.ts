import { createMonitoringModule } from '@allmende/monitoring/module';

/** Watching what runs, with what it asks of other rooms. */
export const monitoringModule = createMonitoringModule({
  publicNames: { 'online-services': { de: 'Online-Dienste', en: 'Online services' } },
});
