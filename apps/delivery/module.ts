import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { applicationSubmitted, evidenceChanged } from '@allmende/online-services';
import { acceptEvidence } from './actions/accept-evidence.ts';
import { acceptApplication } from './actions/accept-application.ts';
import { passProgressOn } from './actions/pass-progress-on.ts';
import { deliveryMigrations } from './data/migrations.ts';
import type { ApplicationPort } from './domain/application-port.ts';
import type { DeliveryTarget } from './domain/delivery-target.ts';
import { progressed } from './domain/events.ts';
import type { ProgressState } from './domain/parcel.ts';
import { retryParcels, seeParcels } from './domain/permissions.ts';
import { deliverEvidenceJob } from './jobs/deliver-evidence.ts';
import { deliverParcelJob } from './jobs/deliver-parcel.ts';
import { getParcelApi, listParcelsApi, retryParcelApi } from './web/api/parcels.ts';
import { deliveriesPage, retryParcelPost } from './web/pages/deliveries.ts';

/**
 * Delivery with the systems it delivers to. New parcels go to the target that the authority chose, else to the first; the processes register them. `applications` is where applications come from
 * (`onlineServicesPort`; tests bring their own).
 */
export function deliveryModule(ports: { readonly targets: readonly [DeliveryTarget, ...DeliveryTarget[]]; readonly applications: ApplicationPort }): RoomModule {
  return {
    name: 'delivery',
    migrations: deliveryMigrations,
    permissions: [seeParcels, retryParcels],
    pages: [deliveriesPage, retryParcelPost],
    api: [listParcelsApi, getParcelApi, retryParcelApi],
    jobs: [deliverParcelJob(ports), deliverEvidenceJob(ports)],
    subscriptions: [
      subscription(applicationSubmitted, 'delivery/accepts-application', async (house, event) => {
        const { application, service } = event.payload;
        const chosen = await ports.applications.chosenTarget?.(house, event.tenant, application);
        const target = ports.targets.find(({ name }) => name === chosen) ?? ports.targets[0];
        await acceptApplication(house, { tenant: event.tenant, application, service, target: target.name });
      }),
      subscription(evidenceChanged, 'delivery/accepts-evidence', (house, { tenant, payload }) => acceptEvidence(house, { tenant, application: payload.application, evidence: payload.evidence })),
      subscription(progressed, 'delivery/passes-progress-on', (house, { tenant, payload }) => passProgressOn(house, ports, { tenant, application: payload.application, target: payload.target, state: payload.state as ProgressState, at: new Date(payload.at), documents: payload.documents, decision: payload.decision })),
    ],
    navigation: [{ area: 'office', label: { de: 'Sendungen', en: 'Deliveries' }, segments: ['deliveries'], access: seeParcels, order: 60, summary: { de: 'Ob Anträge dort ankommen, wo sie bearbeitet werden', en: 'Whether applications arrive where they are worked on' } }],
  };
}
