import type { RoomModule } from '@allmende/module';
import { vettingMigrations } from './data/migrations.ts';
import { importAdvisories, recordTrials, seeVetting, vetSolutions } from './domain/permissions.ts';
import { recheckVulnerabilitiesJob } from './jobs/recheck-vulnerabilities.ts';
import {
  approveSolutionApi, beginSolutionApi, declareAiApi, declareOriginApi, getOwnSolutionApi, getVettingApi, handInDocumentApi, handInSbomApi, importAdvisoriesApi, listOwnSolutionsApi, listVettingApi, publishSolutionApi, renewDescriptionApi, returnSolutionApi, reviewEvidenceApi,
  submitSolutionApi, vettingOfApi,
} from './web/api/vetting.ts';
import { advisoriesPage, advisoriesPost } from './web/pages/advisories.ts';
import { handInPage, handInPost } from './web/pages/hand-in.ts';
import { queuePage } from './web/pages/queue.ts';
import { evidenceFilePage, ownSolutionPage, ownSolutionPost } from './web/pages/solution.ts';
import { solutionsPage, solutionsPost } from './web/pages/solutions.ts';
import { vettingFilePage, vettingPage, vettingPost } from './web/pages/vetting.ts';
import './web/english-refusals.ts';

export { vettingPort } from './web/vetting-port.ts';

export const vettingModule: RoomModule = {
  name: 'vetting',
  migrations: vettingMigrations,
  permissions: [vetSolutions, seeVetting, importAdvisories, recordTrials],
  pages: [solutionsPage, solutionsPost, ownSolutionPage, ownSolutionPost, evidenceFilePage, handInPage, handInPost, queuePage, vettingPage, vettingPost, vettingFilePage, advisoriesPage, advisoriesPost],
  api: [
    listOwnSolutionsApi, beginSolutionApi, getOwnSolutionApi, renewDescriptionApi, declareOriginApi, declareAiApi, handInDocumentApi, handInSbomApi, submitSolutionApi, publishSolutionApi, listVettingApi, getVettingApi, reviewEvidenceApi, returnSolutionApi, approveSolutionApi,
    importAdvisoriesApi, vettingOfApi,
  ],
  jobs: [recheckVulnerabilitiesJob],
  navigation: [
    { area: 'supplier', label: { de: 'Meine Lösungen', en: 'My solutions' }, segments: ['solutions'], access: 'supplier', order: 10, summary: { de: 'Einreichen, Nachweise vorlegen, Fragen beantworten', en: 'Submit, hand in evidence, answer questions' } },
    { area: 'operator', label: { de: 'Prüfung', en: 'Vetting' }, segments: ['vetting'], access: seeVetting, order: 28, summary: { de: 'Lösungen von Anbietern sichten und freigeben', en: 'Review and approve solutions of suppliers' } },
  ],
};
