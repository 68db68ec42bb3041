import type { RoomModule } from '@allmende/module';
import { casesMigrations } from './data/migrations.ts';
import { decideCases, deleteCases, exportCases, listCasesPermission, operateCases, seeCases } from './domain/permissions.ts';
import { renderNoticeJob } from './jobs/render-notice.ts';
import { assignCaseApi, closeCaseApi, composeNoticeApi, decideCaseApi, deleteCaseApi, exportCaseApi, getCaseApi, getNoticeFileApi, listCasesApi, recordObjectionApi, recordPostingApi } from './web/api/cases.ts';
import { assignCasePost, casePage, evidenceFilePage, noticeFilePage, xdomeaPage } from './web/pages/case.ts';
import { casesPage } from './web/pages/cases.ts';
import { dissolveBatchApi, getBatchApi, getBatchFileApi, listPostApi, makeBatchApi, postBatchApi, undoPostingApi } from './web/api/print-batches.ts';
import { decideCasePage, decideCasePost } from './web/pages/decide-case.ts';
import { batchFilePage, batchPage, dissolveBatchPost, makeBatchPost, postBatchPost, postPage, undoPostingPost } from './web/pages/post.ts';
import { closeCasePage, closeCasePost, deleteCasePage, deleteCasePost, objectionPage, objectionPost, postingPage, postingPost } from './web/pages/end-case.ts';

export const casesModule: RoomModule = {
  name: 'cases',
  migrations: casesMigrations,
  permissions: [listCasesPermission, seeCases, decideCases, deleteCases, exportCases, operateCases],
  pages: [casesPage, casePage, assignCasePost, evidenceFilePage, noticeFilePage, xdomeaPage, decideCasePage, decideCasePost, postingPage, postingPost, objectionPage, objectionPost, closeCasePage, closeCasePost, deleteCasePage, deleteCasePost, postPage, makeBatchPost, batchPage, batchFilePage, postBatchPost, undoPostingPost, dissolveBatchPost],
  api: [listCasesApi, getCaseApi, assignCaseApi, composeNoticeApi, decideCaseApi, getNoticeFileApi, exportCaseApi, recordPostingApi, recordObjectionApi, closeCaseApi, deleteCaseApi, listPostApi, makeBatchApi, getBatchApi, getBatchFileApi, postBatchApi, undoPostingApi, dissolveBatchApi],
  jobs: [renderNoticeJob],
  navigation: [{ area: 'office', label: { de: 'Fälle', en: 'Cases' }, segments: ['cases'], access: listCasesPermission, order: 10, summary: { de: 'Anträge bearbeiten und entscheiden', en: 'Work on applications and decide them' } }],
};
