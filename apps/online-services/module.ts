import { accountDeleted } from '@allmende/citizen-accounts';
import { subscription } from '@allmende/events';
import type { ActionContext, House } from '@allmende/house';
import type { RoomModule } from '@allmende/module';
import { deleteDraftsOfAccount } from './actions/delete-drafts-of-account.ts';
import { onlineServicesMigrations } from './data/migrations.ts';
import type { TryDelivery } from './domain/delivery-trial.ts';
import type { StatusPorts } from './domain/status-ports.ts';
import { deliverApplications, enterApplications, manageServices, publishPackages, seeServices } from './domain/permissions.ts';
import { checkEvidenceJob } from './jobs/check-evidence.ts';
import { readEvidenceJob } from './jobs/read-evidence.ts';
import { deleteExpiredDraftsJob } from './jobs/delete-expired-drafts.ts';
import { prepareReleaseJob } from './jobs/prepare-release.ts';
import { renderReceiptJob } from './jobs/render-receipt.ts';
import { addDraftRowApi, getApplicationStatusApi, getDraftApi, getPlaceServiceApi, readReceiptFileApi, removeDraftRowApi, replaceDraftRowsApi, saveDraftPageApi, saveDraftRowPageApi, startFollowUpApi, startDraftApi, submitApplicationApi } from './web/api/drafts.ts';
import { enterApplicationApi } from './web/api/enter-application.ts';
import { evidenceApis } from './web/api/evidence.ts';
import { createActivateServiceApi, deactivateServiceApi, getOfficeServiceApi, listOfficeServicesApi, listUsersOfServiceApi, saveOverlayApi, takeOverServiceApi } from './web/api/office-services.ts';
import { placeValuesApis } from './web/api/place-values.ts';
import { createWithdrawApi } from './web/api/withdrawal.ts';
import { officeReleaseApis } from './web/api/office-releases.ts';
import { applicationOverviewPage } from './web/pages/application-overview.ts';
import { applicationPage, saveApplicationPage } from './web/pages/application-page.ts';
import { continueLaterPage } from './web/pages/continue-later.ts';
import { enterApplicationPage, enterApplicationPost } from './web/pages/enter-application.ts';
import { confirmSwitchOffPage, confirmTakeOverPage, officeReleasePages, officeServicePage, officeServicesPage, createSaveOfficeServicePage, switchOffPage, takeOverPage } from './web/pages/office-services.ts';
import { parentValuesPages } from './web/pages/parent-values.ts';
import { placeValuesPages } from './web/pages/place-values.ts';
import { receiptFilePage, receiptPage } from './web/pages/receipt.ts';
import { followUpPage, startFollowUpPage } from './web/pages/follow-up.ts';
import { addRowPage, confirmRemoveRowPage, removeRowPage } from './web/pages/row-list.ts';
import { openResumePage, resumePage } from './web/pages/resume.ts';
import { rowPage, saveRowPage } from './web/pages/row-page.ts';
import { serviceReleasesPages } from './web/pages/service-releases.ts';
import { serviceStartPage, startApplicationPage } from './web/pages/service-start.ts';
import { changeEvidencePage, evidenceFilePage, evidencePage } from './web/pages/evidence.ts';
import { createChangeStatusEvidencePage, statusEvidenceFilePage } from './web/pages/status-evidence.ts';
import { offerCredentialPage } from './web/pages/status-credential.ts';
import { createStatusPage, openStatusPage, statusDocumentPage, statusReceiptPage } from './web/pages/status.ts';
import { openOwnApplicationPage, ownApplicationsPage } from './web/pages/own-applications.ts';
import { createWithdrawPages } from './web/pages/withdraw.ts';
import './web/english-refusals.ts';

/** Services of authorities, described once: forms for citizens, values of each authority, applications. `tryDelivery` sends a sample before a service is switched on; without it services are switched on untried. `status` is what rooms above say for the status page. */
export const createOnlineServicesModule = (ports: { readonly tryDelivery?: TryDelivery<ActionContext>; readonly status?: StatusPorts<House> } = {}): RoomModule => ({
  name: 'online-services',
  migrations: onlineServicesMigrations,
  permissions: [seeServices, enterApplications, manageServices, deliverApplications, publishPackages],
  pages: [
    evidencePage, changeEvidencePage, evidenceFilePage, createChangeStatusEvidencePage(ports.status ?? {}), statusEvidenceFilePage, ...createWithdrawPages(ports.status ?? {}), ownApplicationsPage, openOwnApplicationPage,
    serviceStartPage, startApplicationPage, followUpPage, startFollowUpPage, receiptPage, receiptFilePage, applicationOverviewPage, continueLaterPage, resumePage, openResumePage, applicationPage, saveApplicationPage, rowPage, saveRowPage, addRowPage, confirmRemoveRowPage, removeRowPage, createStatusPage(ports.status ?? {}), openStatusPage, statusReceiptPage, statusDocumentPage, offerCredentialPage,
    enterApplicationPage, enterApplicationPost, officeServicesPage, officeServicePage, createSaveOfficeServicePage(ports.tryDelivery), switchOffPage, confirmSwitchOffPage, takeOverPage, confirmTakeOverPage, ...officeReleasePages, ...parentValuesPages, ...placeValuesPages, ...serviceReleasesPages,
  ],
  api: [
    getPlaceServiceApi, startDraftApi, startFollowUpApi, getDraftApi, saveDraftPageApi, addDraftRowApi, saveDraftRowPageApi, replaceDraftRowsApi, removeDraftRowApi, submitApplicationApi, readReceiptFileApi, getApplicationStatusApi, createWithdrawApi(ports.status ?? {}), ...evidenceApis,
    enterApplicationApi, listOfficeServicesApi, getOfficeServiceApi, saveOverlayApi, createActivateServiceApi(ports.tryDelivery), deactivateServiceApi, listUsersOfServiceApi, takeOverServiceApi, ...officeReleaseApis, ...placeValuesApis,
  ],
  jobs: [checkEvidenceJob, readEvidenceJob, renderReceiptJob, deleteExpiredDraftsJob, prepareReleaseJob],
  subscriptions: [subscription(accountDeleted, 'online-services/deletes-drafts-of-account', (house, { tenant, payload }) => deleteDraftsOfAccount(house, { tenant, account: payload.account }))],
  navigation: [
    { area: 'office', label: { de: 'Antrag erfassen', en: 'Enter an application' }, segments: ['enter'], access: enterApplications, order: 15, group: 'work', summary: { de: 'Für eine Person am Schalter, auf Papier oder am Telefon', en: 'For a person at the counter, on paper or by telephone' } },
    { area: 'office', label: { de: 'Online-Dienste', en: 'Online services' }, segments: ['services'], access: seeServices, order: 40, group: 'services', summary: { de: 'Dienste einschalten, Sätze und Ansprechstelle pflegen', en: 'Switch services on, keep rates and contact up to date' } },
    { area: 'operator', label: { de: 'Leistungen', en: 'Services' }, segments: ['services'], access: publishPackages, order: 45, summary: { de: 'Neue Fassungen umschalten, Vorgaben der Länder pflegen', en: 'Switch new versions, keep the values of the Länder' } },
  ],
});

/** The same with services that are switched on untried, for tests. */
export const onlineServicesModule = createOnlineServicesModule();
