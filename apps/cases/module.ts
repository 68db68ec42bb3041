import type { RoomModule } from '@allmende/module';
import { casesMigrations } from './data/migrations.ts';
import { decideCases, deleteCases, listCasesPermission, operateCases, seeCases } from './domain/permissions.ts';
import { renderNoticeJob } from './jobs/render-notice.ts';
import { assignCaseApi, closeCaseApi, composeNoticeApi, decideCaseApi, deleteCaseApi, getCaseApi, getNoticeFileApi, listCasesApi, recordPostingApi } from './web/api/cases.ts';
import { assignCasePost, casePage, evidenceFilePage, noticeFilePage } from './web/pages/case.ts';
import { casesPage } from './web/pages/cases.ts';
import { decideCasePage, decideCasePost } from './web/pages/decide-case.ts';
import { closeCasePage, closeCasePost, deleteCasePage, deleteCasePost, postingPage, postingPost } from './web/pages/end-case.ts';

export const casesModule: RoomModule = {
  name: 'cases',
  migrations: casesMigrations,
  permissions: [listCasesPermission, seeCases, decideCases, deleteCases, operateCases],
  pages: [casesPage, casePage, assignCasePost, evidenceFilePage, noticeFilePage, decideCasePage, decideCasePost, postingPage, postingPost, closeCasePage, closeCasePost, deleteCasePage, deleteCasePost],
  api: [listCasesApi, getCaseApi, assignCaseApi, composeNoticeApi, decideCaseApi, getNoticeFileApi, recordPostingApi, closeCaseApi, deleteCaseApi],
  jobs: [renderNoticeJob],
  navigation: [{ area: 'office', label: { de: 'Fälle', en: 'Cases' }, segments: ['cases'], access: listCasesPermission, order: 10, summary: { de: 'Anträge bearbeiten und entscheiden', en: 'Work on applications and decide them' } }],
};
