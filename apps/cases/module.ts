import type { RoomModule } from '@allmende/module';
import type { CasesPorts } from './actions/cases-ports.ts';
import { casesMigrations } from './data/migrations.ts';
import { decideCases, deleteCases, exportCases, giveStatements, keepTextBlocks, listCasesPermission, operateCases, seeCases, seeFigures } from './domain/permissions.ts';
import { deleteDueCasesJob } from './jobs/delete-due-cases.ts';
import { passRequestOnJob } from './jobs/pass-request-on.ts';
import { recountRetentionJob } from './jobs/recount-retention.ts';
import { renderNoticeJob } from './jobs/render-notice.ts';
import { workThroughBulkJob } from './jobs/work-through-bulk.ts';
import { assignCaseApi, closeCaseApi, composeNoticeApi, decideCaseApi, deleteCaseApi, createExportCaseApi, getCaseApi, getNoticeFileApi, listCasesApi, recordObjectionApi, recordPostingApi } from './web/api/cases.ts';
import { askOfficeApi, giveStatementApi, listStatementRequestsApi, openStatementRequestApi, readShownEvidenceApi, withdrawRequestApi } from './web/api/participation.ts';
import { listRetentionApi, setRetentionApi, stopDeletionApi } from './web/api/retention.ts';
import { addTextBlockApi, changeTextBlockApi, deleteTextBlockApi, listTextBlocksApi } from './web/api/text-blocks.ts';
import { askOfficePage, askOfficePost, withdrawRequestPost } from './web/pages/ask-office.ts';
import { assignCasePost, casePage, evidenceFilePage, nextCasePage, noticeFilePage, createXdomeaPage } from './web/pages/case.ts';
import { acknowledgeNewsApi, prepareRequestApi, requestDocumentsApi } from './web/api/document-requests.ts';
import { bulkPage, bulkPost, bulkRunPage, bulkRunPost } from './web/pages/bulk.ts';
import { getFiguresApi } from './web/api/figures.ts';
import { figuresFilePage, figuresPage } from './web/pages/figures.ts';
import { confirmBulkApi, getBulkApi, proposeDecisionsApi, startBulkApi } from './web/api/bulk.ts';
import { casesPage } from './web/pages/cases.ts';
import { dissolveBatchApi, getBatchApi, getBatchFileApi, listPostApi, makeBatchApi, postBatchApi, undoPostingApi } from './web/api/print-batches.ts';
import { acknowledgeNewsPost, requestDocumentsPage, requestDocumentsPost } from './web/pages/request-documents.ts';
import { decideCasePage, decideCasePost } from './web/pages/decide-case.ts';
import { batchFilePage, batchPage, dissolveBatchPost, makeBatchPost, postBatchPost, postPage, undoPostingPost } from './web/pages/post.ts';
import { closeCasePage, closeCasePost, deleteCasePage, deleteCasePost, objectionPage, objectionPost, postingPage, postingPost, stopDeletionPost } from './web/pages/end-case.ts';
import { deletionPost, retentionPage, retentionPost, retentionRulePage, retentionRulePost } from './web/pages/retention.ts';
import { shownEvidencePage, statementPage, statementPost, statementsPage } from './web/pages/statements.ts';
import { deleteTextBlockPost, newTextBlockPage, newTextBlockPost, textBlockPage, textBlockPost, textBlocksPage } from './web/pages/text-blocks.ts';
import './web/english-refusals.ts';

/** Cases. The processes say where the messages of a case lie, so that its file holds them. */
export const createCasesModule = (ports: CasesPorts): RoomModule => ({
  name: 'cases',
  migrations: casesMigrations,
  permissions: [listCasesPermission, seeFigures, seeCases, decideCases, deleteCases, exportCases, giveStatements, keepTextBlocks, operateCases],
  pages: [requestDocumentsPage, requestDocumentsPost, acknowledgeNewsPost, casesPage, bulkPage, bulkPost, bulkRunPage, bulkRunPost, figuresPage, figuresFilePage, casePage, assignCasePost, evidenceFilePage, noticeFilePage, createXdomeaPage(ports), decideCasePage, decideCasePost, postingPage, postingPost, objectionPage, objectionPost, closeCasePage, closeCasePost, deleteCasePage, deleteCasePost, postPage, makeBatchPost, batchPage, batchFilePage, postBatchPost, undoPostingPost, dissolveBatchPost,
    nextCasePage, askOfficePage, askOfficePost, withdrawRequestPost, statementsPage, statementPage, statementPost, shownEvidencePage, stopDeletionPost, retentionPage, retentionPost, deletionPost, retentionRulePage, retentionRulePost, textBlocksPage, newTextBlockPage, newTextBlockPost, textBlockPage, textBlockPost, deleteTextBlockPost],
  api: [getFiguresApi, startBulkApi, getBulkApi, confirmBulkApi, proposeDecisionsApi, prepareRequestApi, requestDocumentsApi, acknowledgeNewsApi, listCasesApi, getCaseApi, assignCaseApi, composeNoticeApi, decideCaseApi, getNoticeFileApi, createExportCaseApi(ports), recordPostingApi, recordObjectionApi, closeCaseApi, deleteCaseApi, listPostApi, makeBatchApi, getBatchApi, getBatchFileApi, postBatchApi, undoPostingApi, dissolveBatchApi,
    askOfficeApi, withdrawRequestApi, listStatementRequestsApi, openStatementRequestApi, readShownEvidenceApi, giveStatementApi, listRetentionApi, setRetentionApi, stopDeletionApi, listTextBlocksApi, addTextBlockApi, changeTextBlockApi, deleteTextBlockApi],
  jobs: [passRequestOnJob, recountRetentionJob, deleteDueCasesJob, renderNoticeJob, workThroughBulkJob],
  navigation: [
    { area: 'office', label: { de: 'Fälle', en: 'Cases' }, segments: ['cases'], access: listCasesPermission, order: 10, group: 'work', summary: { de: 'Anträge bearbeiten und entscheiden', en: 'Work on applications and decide them' } },
    { area: 'office', label: { de: 'Post', en: 'Post' }, segments: ['cases', 'post'], access: decideCases, order: 12, group: 'work', summary: { de: 'Bescheide gemeinsam drucken und absenden', en: 'Print and send notices together' } },
    { area: 'office', label: { de: 'Stellungnahmen', en: 'Statements' }, segments: ['statements'], access: giveStatements, order: 13, group: 'work', summary: { de: 'Anderen Stellen zu ihren Fällen antworten', en: 'Answer other offices about their cases' } },
    { area: 'office', label: { de: 'Textbausteine', en: 'Text blocks' }, segments: ['cases', 'text-blocks'], access: keepTextBlocks, order: 14, group: 'work', summary: { de: 'Gründe und Sätze für Bescheide pflegen', en: 'Keep reasons and sentences for notices' } },
    { area: 'office', label: { de: 'Aufbewahren und löschen', en: 'Keep and delete' }, segments: ['cases', 'retention'], access: deleteCases, order: 16, group: 'work', summary: { de: 'Fristen eintragen, fällige Fälle löschen', en: 'Enter periods, delete cases that are due' } },
  ],
});

/** Cases without messages, for stands that have none. */
export const casesModule: RoomModule = createCasesModule({});
