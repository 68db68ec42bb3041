import type { RoomModule } from '@allmende/module';
import { catalogMigrations } from './data/migrations.ts';
import { importSolutions, recordUses, registerOffers } from './domain/permissions.ts';
import { getSolutionApi, searchSolutionsApi } from './web/api/solutions.ts';
import { solutionPage } from './web/pages/solution.ts';
import { storePage } from './web/pages/store.ts';

export const catalogModule: RoomModule = {
  name: 'catalog',
  migrations: catalogMigrations,
  permissions: [importSolutions, registerOffers, recordUses],
  pages: [storePage, solutionPage],
  api: [searchSolutionsApi, getSolutionApi],
  navigation: [{ area: 'public', label: { de: 'Store', en: 'Store' }, segments: ['store'], access: 'anyone', order: 20 }],
};
