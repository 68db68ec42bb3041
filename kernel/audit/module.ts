import type { RoomModule } from '@allmende/module';
import { seeLog, seePlatformLog } from './domain/permissions.ts';
import { writeCheckpointsJob } from './jobs/write-checkpoints.ts';
import { logOperations } from './web/api/log.ts';
import type { AuditPort } from './web/audit-words.ts';
import { OFFICE_LOG, PLATFORM_LOG } from './web/log-area.ts';
import { consistencyPages } from './web/pages/consistency.ts';
import { dataSetsPage } from './web/pages/data-sets.ts';
import { entryPage } from './web/pages/entry.ts';
import { logPages } from './web/pages/log.ts';
import { workspacePage } from './web/pages/workspace.ts';
import './web/english-refusals.ts';

export type { AuditPort, AuditWords, FactWords, RoomWords } from './web/audit-words.ts';

/** The pages and operations of the audit log, for the processes. Its tables are the kernel's (`auditMigrations`): everything that records stands on them. */
export function createAuditModule(port: AuditPort): RoomModule {
  const areas = [OFFICE_LOG, PLATFORM_LOG];
  return {
    name: 'audit',
    permissions: [seeLog, seePlatformLog],
    pages: areas.flatMap((area) => [...logPages(area, port), ...consistencyPages(area), workspacePage(area, port), dataSetsPage(area), entryPage(area, port)]),
    api: areas.flatMap((area) => logOperations(area, port)),
    jobs: [writeCheckpointsJob],
    navigation: [
      { area: 'office', label: { de: 'Protokoll', en: 'Audit log' }, summary: { de: 'Nachlesen und belegen, was wann durch wen geschehen ist.', en: 'Read up and prove what happened when and by whom.' }, segments: ['audit'], access: seeLog, order: 95 },
      { area: 'operator', label: { de: 'Protokoll', en: 'Audit log' }, summary: { de: 'Nachlesen und belegen, was der Betrieb getan hat.', en: 'Read up and prove what the operators did.' }, segments: ['audit'], access: seePlatformLog, order: 95 },
    ],
  };
}
