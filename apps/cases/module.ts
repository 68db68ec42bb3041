import type { RoomModule } from '@allmende/module';
import { casesMigrations } from './data/migrations.ts';
import { decideCases, deleteCases, listCasesPermission, operateCases, seeCases } from './domain/permissions.ts';
import { renderNoticeJob } from './jobs/render-notice.ts';

export const casesModule: RoomModule = {
  name: 'cases',
  migrations: casesMigrations,
  permissions: [listCasesPermission, seeCases, decideCases, deleteCases, operateCases],
  jobs: [renderNoticeJob],
};
