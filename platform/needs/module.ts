import type { RoomModule } from '@allmende/module';
import { needsMigrations } from './data/migrations.ts';
import { recordNeeds, seeNeeds } from './domain/permissions.ts';
import { findSolutionsApi, getNeedApi, listNeedsApi, listSimilarNeedsApi, recordNeedApi, withdrawNeedApi } from './web/api/needs.ts';
import { needPage, withdrawNeedPost } from './web/pages/need.ts';
import { needsPage, newNeedPage, newNeedPost } from './web/pages/needs.ts';
import './web/english-refusals.ts';

export const needsModule: RoomModule = {
  name: 'needs',
  migrations: needsMigrations,
  permissions: [recordNeeds, seeNeeds],
  pages: [needsPage, newNeedPage, newNeedPost, needPage, withdrawNeedPost],
  api: [listNeedsApi, recordNeedApi, getNeedApi, listSimilarNeedsApi, findSolutionsApi, withdrawNeedApi],
  navigation: [{ area: 'office', label: { de: 'Bedarfe', en: 'Needs' }, segments: ['needs'], access: seeNeeds, order: 45, group: 'buying', summary: { de: 'Was Ihre Behörde sucht, und wer dasselbe braucht', en: 'What your authority is looking for, and who needs the same' } }],
};
