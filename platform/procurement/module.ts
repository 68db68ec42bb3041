import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { recordContractUse } from './actions/record-contract-use.ts';
import { procurementMigrations } from './data/migrations.ts';
import { contractConcluded, contractEnded } from './domain/events.ts';
import { approveOrders, endContracts, enterAgreements, placeOrders, seeContractFigures, seeOrders, signDeclarations } from './domain/permissions.ts';
import { renderContractDocuments } from './jobs/render-contract-documents.ts';
import { contractDocumentApi, contractFiguresApi, endContractApi, enterAgreementApi, getContractApi, listAgreementsApi, listContractsApi } from './web/api/contracts.ts';
import { addLineApi, approveOrderApi, cancelOrderApi, createOrderApi, getOrderApi, listOrdersApi, refuseOrderApi, removeLineApi, seeNeighbourApi, signDeclarationApi, submitOrderApi, takeOverApi } from './web/api/orders.ts';
import { contractDocumentPage, contractPage, contractsPage, endContractPost } from './web/pages/contracts.ts';
import { newOrderPage, newOrderPost } from './web/pages/new-order.ts';
import { agreementPost, operatorContractsPage } from './web/pages/operator-contracts.ts';
import { approveOrderPost, cancelOrderPost, orderPage, refuseOrderPost, removeLinePost, signDeclarationPost, submitOrderPost } from './web/pages/order.ts';
import { ordersPage } from './web/pages/orders.ts';
import { takeOverPage, takeOverPost } from './web/pages/take-over.ts';

export const procurementModule: RoomModule = {
  name: 'procurement',
  migrations: procurementMigrations,
  permissions: [placeOrders, approveOrders, signDeclarations, seeOrders, endContracts, enterAgreements, seeContractFigures],
  pages: [
    ordersPage, newOrderPage, newOrderPost, orderPage, removeLinePost, submitOrderPost, approveOrderPost, refuseOrderPost, cancelOrderPost, signDeclarationPost, takeOverPage, takeOverPost, contractsPage, contractPage,
    contractDocumentPage, endContractPost, operatorContractsPage, agreementPost,
  ],
  api: [
    listOrdersApi, createOrderApi, getOrderApi, addLineApi, removeLineApi, submitOrderApi, approveOrderApi, refuseOrderApi, cancelOrderApi, signDeclarationApi, seeNeighbourApi, takeOverApi, listContractsApi, getContractApi,
    contractDocumentApi, endContractApi, contractFiguresApi, listAgreementsApi, enterAgreementApi,
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
