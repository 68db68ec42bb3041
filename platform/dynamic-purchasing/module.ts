import type { RoomModule } from '@allmende/module';
import { dynamicPurchasingMigrations } from './data/migrations.ts';
import { decideAwards, openOffers, runCompetitions, runSystems, seeCompetitions, seeSystems } from './domain/permissions.ts';
import { renderRecord } from './jobs/render-record.ts';
import { tellBidderJob } from './jobs/tell-bidder.ts';
import { dynamicPurchasingApi } from './web/api/dynamic-purchasing.ts';
import { competitionPages } from './web/pages/competitions.ts';
import { operatorPages } from './web/pages/operator.ts';
import { supplierPages } from './web/pages/supplier.ts';
import './web/english-refusals.ts';

export const dynamicPurchasingModule: RoomModule = {
  name: 'dynamic-purchasing',
  migrations: dynamicPurchasingMigrations,
  permissions: [runSystems, seeSystems, runCompetitions, openOffers, decideAwards, seeCompetitions],
  pages: [...competitionPages, ...operatorPages, ...supplierPages],
  api: dynamicPurchasingApi,
  jobs: [tellBidderJob, renderRecord],
  navigation: [
    { area: 'office', label: { de: 'Wettbewerbe', en: 'Competitions' }, segments: ['competitions'], access: seeCompetitions, order: 57, group: 'buying', summary: { de: 'Versiegelte Angebote aus Beschaffungssystemen anfordern, öffnen und werten', en: 'Call for sealed offers, open and evaluate them' } },
    { area: 'operator', label: { de: 'Beschaffungssysteme', en: 'Purchasing systems' }, segments: ['dynamic-purchasing'], access: seeSystems, order: 45, summary: { de: 'Dynamische Beschaffungssysteme und Teilnahmeanträge', en: 'Dynamic purchasing systems and requests to take part' } },
    { area: 'supplier', label: { de: 'Wettbewerbe', en: 'Competitions' }, segments: ['dynamic-purchasing'], access: 'anyone', order: 30, summary: { de: 'An Beschaffungssystemen teilnehmen und versiegelte Angebote abgeben', en: 'Take part in purchasing systems and hand in sealed offers' } },
  ],
};
