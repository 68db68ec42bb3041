import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { recordContractUse } from './actions/record-contract-use.ts';
import { procurementMigrations } from './data/migrations.ts';
import { contractConcluded, contractEnded } from './domain/events.ts';
import type { OrderableApps } from './domain/orderable-app.ts';
import type { VettingOf } from './domain/vetting-of.ts';
import { approveOrders, checkBudgets, clearApps, endContracts, enterAgreements, enterResolutions, keepAwardBasis, placeOrders, seeContractFigures, seeOrders, setApprovalRules, signDeclarations } from './domain/permissions.ts';
import { renderContractDocuments } from './jobs/render-contract-documents.ts';
import { watchTerms } from './jobs/watch-terms.ts';
import { enterApprovalRuleApi, enterAwardParameterApi, enterFrameworkApi, enterSystemAwardApi, listApprovalRulesApi, listAwardParametersApi, listFrameworksApi } from './web/api/award-basis.ts';
import { contractBundleApi, contractDocumentApi, contractFiguresApi, confirmAmendmentBudgetApi, decideAmendmentApi, endContractApi, enterAmendmentResolutionApi, enterAgreementApi, getContractApi, listAgreementsApi, listContractsApi, peppolOrderApi, proposeAmendmentApi } from './web/api/contracts.ts';
import { orderChoiceApi, orderChoiceFileApi } from './web/api/order-choice.ts';
import { clearanceOperations } from './web/api/clearances.ts';
import { ocdsRecordApi, ocdsReleasesApi } from './web/api/ocds.ts';
import { addLineApi, approveOrderApi, cancelOrderApi, checkGroundsApi, confirmBudgetApi, createOrderApi, enterResolutionApi, getOrderApi, listOrdersApi, refuseOrderApi, removeLineApi, seeNeighbourApi, signDeclarationApi, submitOrderApi, takeOverApi } from './web/api/orders.ts';
import { approvalRulePost, approvalRulesPage } from './web/pages/approval-rules.ts';
import { awardBasisPage, awardParameterPost, frameworkEndPost, frameworkPost, systemAwardPost } from './web/pages/award-basis.ts';
import { choicePage } from './web/pages/choice.ts';
import { clearancePages } from './web/pages/clearances.ts';
import { configurationPages } from './web/pages/configuration.ts';
import { amendContractPost, amendmentBudgetPost, amendmentResolutionPost, contractBundlePage, contractDocumentPage, contractPage, contractsPage, decideAmendmentPost, endContractPost } from './web/pages/contracts.ts';
import { newOrderPages } from './web/pages/new-order.ts';
import { agreementPost, operatorContractsPage } from './web/pages/operator-contracts.ts';
import { ocdsPage } from './web/pages/ocds.ts';
import { orderPages } from './web/pages/order.ts';
import { ordersPage } from './web/pages/orders.ts';
import { peppolOrderPage } from './web/pages/peppol-order.ts';
import { takeOverPage, takeOverPost } from './web/pages/take-over.ts';
import './web/english-refusals.ts';

/** The room with the apps that can be ordered: they say what their orders state and how it goes on once they run. Orders freeze what `vettingOf` says of solutions. */
export function createProcurementModule({ apps, version, vettingOf }: { readonly apps: OrderableApps; /** Of the platform, which is that of the apps of our own. */ readonly version: string; readonly vettingOf: VettingOf }): RoomModule {
  return {
    name: 'procurement',
    migrations: procurementMigrations,
    permissions: [placeOrders, clearApps, checkBudgets, enterResolutions, setApprovalRules, keepAwardBasis, approveOrders, signDeclarations, seeOrders, endContracts, enterAgreements, seeContractFigures],
    pages: [
      ordersPage, ...newOrderPages(apps), ...orderPages(apps, vettingOf), choicePage, takeOverPage, takeOverPost(apps), contractsPage, contractPage, contractDocumentPage, endContractPost, operatorContractsPage, agreementPost,
      ...configurationPages, ocdsPage, contractBundlePage, amendContractPost, amendmentBudgetPost, amendmentResolutionPost, decideAmendmentPost, peppolOrderPage, approvalRulesPage, approvalRulePost, awardBasisPage, awardParameterPost, frameworkPost, frameworkEndPost, systemAwardPost, ...clearancePages(version),
    ],
    api: [
      listOrdersApi, createOrderApi, getOrderApi, addLineApi(apps), removeLineApi, submitOrderApi(vettingOf), orderChoiceApi, orderChoiceFileApi, approveOrderApi(apps), refuseOrderApi, cancelOrderApi, signDeclarationApi, seeNeighbourApi, takeOverApi(apps), listContractsApi, getContractApi,
      contractDocumentApi, endContractApi, contractFiguresApi, listAgreementsApi, enterAgreementApi, ocdsReleasesApi, ocdsRecordApi, contractBundleApi, checkGroundsApi, confirmBudgetApi, enterResolutionApi, proposeAmendmentApi, confirmAmendmentBudgetApi, enterAmendmentResolutionApi, decideAmendmentApi, peppolOrderApi, listAwardParametersApi, enterAwardParameterApi, listFrameworksApi, enterFrameworkApi, enterSystemAwardApi,
      listApprovalRulesApi, enterApprovalRuleApi, ...clearanceOperations(version),
    ],
    jobs: [renderContractDocuments, watchTerms],
    subscriptions: [
      subscription(contractConcluded, 'procurement/shows-use', (house, event) => recordContractUse(house, { tenant: event.tenant, contract: event.payload.contract })),
      subscription(contractEnded, 'procurement/shows-end-of-use', (house, event) => recordContractUse(house, { tenant: event.tenant, contract: event.payload.contract })),
    ],
    navigation: [
      { area: 'office', label: { de: 'Bestellungen', en: 'Orders' }, segments: ['orders'], access: seeOrders, order: 50, group: 'buying', summary: { de: 'Bestellen, freigeben und sehen, wie weit es ist', en: 'Order, approve and see how far it is' } },
      { area: 'office', label: { de: 'Verträge', en: 'Contracts' }, segments: ['contracts'], access: seeOrders, order: 55, group: 'buying', summary: { de: 'Verträge mit Laufzeit, Preis und Unterlagen', en: 'Contracts with term, price and documents' } },
      { area: 'office', label: { de: 'Regeln der Freigabe', en: 'Rules of approval' }, segments: ['approval-rules'], access: seeOrders, order: 57, group: 'buying', summary: { de: 'Ab welchem Betrag wer einer Bestellung zustimmt', en: 'From which amount who agrees to an order' } },
      { area: 'office', label: { de: 'Freigabe von Anwendungen', en: 'Clearance of apps' }, segments: ['clearances'], access: seeOrders, order: 58, group: 'buying', summary: { de: 'Welche Version welcher Anwendung die Behörde freigegeben hat', en: 'Which version of which app the authority has cleared' } },
      { area: 'operator', label: { de: 'Vergabe', en: 'Award' }, segments: ['award-basis'], access: keepAwardBasis, order: 38, summary: { de: 'Wertgrenzen, Fristen und Rahmenvereinbarungen mit Quelle', en: 'Thresholds, periods and framework agreements with their sources' } },
      { area: 'operator', label: { de: 'Verträge', en: 'Contracts' }, segments: ['contracts'], access: seeContractFigures, order: 40, summary: { de: 'Zahlen zu Verträgen, Fassungen der AVV', en: 'Figures on contracts, versions of the processing agreement' } },
    ],
  };
}
