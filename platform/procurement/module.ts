import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { recordContractUse } from './actions/record-contract-use.ts';
import { procurementMigrations } from './data/migrations.ts';
import { contractConcluded, contractEnded } from './domain/events.ts';
import type { OrderableApps } from './domain/orderable-app.ts';
import { approveOrders, endContracts, enterAgreements, placeOrders, seeContractFigures, seeOrders, signDeclarations } from './domain/permissions.ts';
import { renderContractDocuments } from './jobs/render-contract-documents.ts';
import { contractBundleApi, contractDocumentApi, contractFiguresApi, endContractApi, enterAgreementApi, getContractApi, listAgreementsApi, listContractsApi } from './web/api/contracts.ts';
import { ocdsRecordApi, ocdsReleasesApi } from './web/api/ocds.ts';
import { addLineApi, approveOrderApi, cancelOrderApi, createOrderApi, getOrderApi, listOrdersApi, refuseOrderApi, removeLineApi, seeNeighbourApi, signDeclarationApi, submitOrderApi, takeOverApi } from './web/api/orders.ts';
import { configurationPages } from './web/pages/configuration.ts';
import { contractBundlePage, contractDocumentPage, contractPage, contractsPage, endContractPost } from './web/pages/contracts.ts';
import { newOrderPages } from './web/pages/new-order.ts';
import { agreementPost, operatorContractsPage } from './web/pages/operator-contracts.ts';
import { ocdsPage } from './web/pages/ocds.ts';
import { orderPages } from './web/pages/order.ts';
import { ordersPage } from './web/pages/orders.ts';
import { takeOverPage, takeOverPost } from './web/pages/take-over.ts';

/** The room with the apps that can be ordered: they say what their orders state and how it goes on once they run. */
export function createProcurementModule({ apps }: { readonly apps: OrderableApps }): RoomModule {
  return {
    name: 'procurement',
    migrations: procurementMigrations,
    permissions: [placeOrders, approveOrders, signDeclarations, seeOrders, endContracts, enterAgreements, seeContractFigures],
    pages: [
      ordersPage, ...newOrderPages(apps), ...orderPages(apps), takeOverPage, takeOverPost(apps), contractsPage, contractPage, contractDocumentPage, endContractPost, operatorContractsPage, agreementPost,
      ...configurationPages, ocdsPage, contractBundlePage,
    ],
    api: [
      listOrdersApi, createOrderApi, getOrderApi, addLineApi(apps), removeLineApi, submitOrderApi, approveOrderApi(apps), refuseOrderApi, cancelOrderApi, signDeclarationApi, seeNeighbourApi, takeOverApi(apps), listContractsApi, getContractApi,
      contractDocumentApi, endContractApi, contractFiguresApi, listAgreementsApi, enterAgreementApi, ocdsReleasesApi, ocdsRecordApi, contractBundleApi,
    ],
    jobs: [renderContractDocuments],
    subscriptions: [
      subscription(contractConcluded, 'procurement/shows-use', (house, event) => recordContractUse(house, { tenant: event.tenant, contract: event.payload.contract })),
      subscription(contractEnded, 'procurement/shows-end-of-use', (house, event) => recordContractUse(house, { tenant: event.tenant, contract: event.payload.contract })),
    ],
    navigation: [
      { area: 'office', label: { de: 'Bestellungen', en: 'Orders' }, segments: ['orders'], access: seeOrders, order: 50, summary: { de: 'Bestellen, freigeben und sehen, wie weit es ist', en: 'Order, approve and see how far it is' } },
      { area: 'office', label: { de: 'Verträge', en: 'Contracts' }, segments: ['contracts'], access: seeOrders, order: 55, summary: { de: 'Verträge mit Laufzeit, Preis und Unterlagen', en: 'Contracts with term, price and documents' } },
      { area: 'operator', label: { de: 'Verträge', en: 'Contracts' }, segments: ['contracts'], access: seeContractFigures, order: 40, summary: { de: 'Zahlen zu Verträgen, Fassungen der AVV', en: 'Figures on contracts, versions of the processing agreement' } },
    ],
  };
}
