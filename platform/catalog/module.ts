import type { RoomModule } from '@allmende/module';
import { catalogMigrations } from './data/migrations.ts';
import { chooseSolutions, importSolutions, recordUses, registerOffers } from './domain/permissions.ts';
import { getSolutionApi, searchSolutionsApi } from './web/api/solutions.ts';
import { enterRateApi, simulatePriceApi } from './web/api/prices.ts';
import { confirmStatementApi, stateOwnSustainabilityApi, stateSustainabilityApi, withdrawOwnStatementApi, withdrawStatementApi } from './web/api/sustainability.ts';
import { createComparePage } from './web/pages/compare.ts';
import { offerPage, offerPost, ratePost, withdrawOfferPost } from './web/pages/offer.ts';
import { offersPage } from './web/pages/offers.ts';
import { officeStorePage } from './web/pages/office-store.ts';
import { publiccodePage } from './web/pages/publiccode.ts';
import { createSolutionPage } from './web/pages/solution.ts';
import { ownSustainabilityPages } from './web/pages/own-sustainability.ts';
import { storePage } from './web/pages/store.ts';
import { solutionSustainabilityPage, solutionSustainabilityPost, sustainabilityPage } from './web/pages/sustainability.ts';
import { NO_VETTING, type VettingPort } from './web/vetting-port.ts';
import './web/english-refusals.ts';

export type { VettingPort } from './web/vetting-port.ts';

/** The store, with what it asks of the vetting. */
export function createCatalogModule({ vetting }: { readonly vetting: VettingPort } = { vetting: NO_VETTING }): RoomModule {
  return {
    name: 'catalog',
    migrations: catalogMigrations,
    permissions: [importSolutions, registerOffers, recordUses, chooseSolutions],
    pages: [storePage, createComparePage(vetting), createSolutionPage(vetting), publiccodePage, officeStorePage, offersPage, offerPage, offerPost, ratePost, withdrawOfferPost, sustainabilityPage, solutionSustainabilityPage, solutionSustainabilityPost, ...ownSustainabilityPages(vetting.ownSolution)],
    api: [searchSolutionsApi, getSolutionApi, simulatePriceApi, enterRateApi, stateSustainabilityApi, confirmStatementApi, withdrawStatementApi, stateOwnSustainabilityApi(vetting.ownSolution), withdrawOwnStatementApi(vetting.ownSolution)],
    navigation: [
      { area: 'public', label: { de: 'Store', en: 'Store', uk: 'Каталог рішень', ar: 'متجر الحلول' }, segments: ['store'], access: 'anyone', order: 20 },
      { area: 'office', label: { de: 'Store', en: 'Store', uk: 'Каталог рішень', ar: 'متجر الحلول' }, segments: ['store'], access: chooseSolutions, order: 47, group: 'buying', summary: { de: 'Lösungen finden, vergleichen und bestellen', en: 'Find, compare and order solutions' } },
      { area: 'operator', label: { de: 'Angebote', en: 'Offers' }, segments: ['offers'], access: registerOffers, order: 27, summary: { de: 'Was bestellt werden kann und was es kostet', en: 'What can be ordered and what it costs' } },
      { area: 'operator', label: { de: 'Nachhaltigkeit', en: 'Sustainability' }, segments: ['sustainability'], access: registerOffers, order: 29, summary: { de: 'Angaben zu Energie, Umweltzeichen und Pflege bestätigen und eintragen', en: 'Confirm and enter statements on energy, labels and maintenance' } },
    ],
  };
}
