import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { applicationMoved, applicationSubmitted, applicationWithdrawn, evidenceChanged, serviceSwitched } from '@allmende/online-services';
import { acceptEvidence } from './actions/accept-evidence.ts';
import { acceptWithdrawal } from './actions/accept-withdrawal.ts';
import type { DeliveryPorts } from './actions/delivery-ports.ts';
import { orderMailboxNews } from './actions/mailbox/order-mailbox-news.ts';
import { passProgressOn } from './actions/pass-progress-on.ts';
import { takeOnApplication } from './actions/take-on-application.ts';
import { orderFirstTrial } from './actions/try-all-services.ts';
import { deliveryMigrations } from './data/migrations.ts';
import { progressed } from './domain/events.ts';
import type { ProgressState } from './domain/parcel.ts';
import { manageTargets, operateDeliveries, retryParcels, seeParcels } from './domain/permissions.ts';
import { answerArrivalJob } from './jobs/answer-arrival.ts';
import { deliverEvidenceJob } from './jobs/deliver-evidence.ts';
import { deliverWithdrawalJob } from './jobs/deliver-withdrawal.ts';
import { deliverParcelJob } from './jobs/deliver-parcel.ts';
import { followAllJob, followSubmissionJob } from './jobs/follow-submission.ts';
import { forgetOldReplyKeysJob } from './jobs/forget-old-reply-keys.ts';
import { hearEverywhereJob, hearRepliesJob } from './jobs/hear-replies.ts';
import { lookEverywhereJob, lookForArrivalsJob } from './jobs/look-for-arrivals.ts';
import { runTrialJob } from './jobs/run-trial.ts';
import { takeArrivalJob } from './jobs/take-arrival.ts';
import { tellMailboxJob } from './jobs/tell-mailbox.ts';
import { tryAllServicesJob } from './jobs/try-all-services.ts';
import { createDeliveryApi } from './web/api/parcels.ts';
import { createHooksProtocol } from './web/hooks-protocol.ts';
import { newsProtocol } from './web/protocol/news.ts';
import { createDeliveryPages } from './web/pages/deliveries.ts';
import { createTargetPages } from './web/pages/delivery-targets.ts';
import { createOperatorPages } from './web/pages/operator-deliveries.ts';
import { receptionPages } from './web/pages/receptions.ts';
import { callbackProtocol } from './web/protocol/callbacks.ts';
import './web/english-refusals.ts';

/**
 * Delivery with the systems it delivers to. New parcels go to the target that the authority chose, else to the first; the processes register them. `applications` is where applications come from
 * (`onlineServicesPort`; tests bring their own).
 */
export function deliveryModule(ports: DeliveryPorts): RoomModule {
  return {
    name: 'delivery',
    migrations: deliveryMigrations,
    permissions: [seeParcels, retryParcels, manageTargets, operateDeliveries],
    pages: [...createDeliveryPages(ports), ...createTargetPages(ports), ...createOperatorPages(ports), ...receptionPages(ports)],
    api: createDeliveryApi(ports),
    protocols: [createHooksProtocol(ports), newsProtocol, callbackProtocol],
    jobs: [deliverParcelJob(ports), deliverEvidenceJob(ports), deliverWithdrawalJob(ports), runTrialJob(ports), tryAllServicesJob(ports), followSubmissionJob, followAllJob, takeArrivalJob(ports), answerArrivalJob(ports), lookForArrivalsJob, lookEverywhereJob, hearRepliesJob(ports), hearEverywhereJob, tellMailboxJob(ports), forgetOldReplyKeysJob],
    subscriptions: [
      subscription(applicationSubmitted, 'delivery/accepts-application', (house, { tenant, payload }) => takeOnApplication(house, ports, { tenant, application: payload.application, service: payload.service })),
      subscription(evidenceChanged, 'delivery/accepts-evidence', (house, { tenant, payload }) => acceptEvidence(house, ports, { tenant, application: payload.application, evidence: payload.evidence })),
      subscription(applicationWithdrawn, 'delivery/accepts-withdrawal', (house, { tenant, payload }) => acceptWithdrawal(house, { tenant, application: payload.application, at: payload.at })),
      subscription(applicationSubmitted, 'delivery/tells-mailbox-arrival', (house, { tenant, payload, id }) => orderMailboxNews(house, ports, { tenant, application: payload.application, cause: id })),
      subscription(applicationMoved, 'delivery/tells-mailbox', async (house, { tenant, payload, id }) => {
        if (payload.what === 'state') await orderMailboxNews(house, ports, { tenant, application: payload.application, cause: id });
      }),
      subscription(serviceSwitched, 'delivery/tries-first', async (house, { tenant, payload }) => {
        if (payload.on) await orderFirstTrial(house, { tenant, service: payload.service });
      }),
      subscription(progressed, 'delivery/passes-progress-on', (house, { tenant, payload }) => passProgressOn(house, ports, { tenant, application: payload.application, target: payload.target, state: payload.state as ProgressState, at: new Date(payload.at), documents: payload.documents, decision: payload.decision, replies: payload.replies })),
    ],
    navigation: [
      { area: 'office', label: { de: 'Sendungen', en: 'Deliveries' }, segments: ['deliveries'], access: seeParcels, order: 60, group: 'services', summary: { de: 'Ob Anträge dort ankommen, wo sie bearbeitet werden', en: 'Whether applications arrive where they are worked on' } },
      { area: 'operator', label: { de: 'Sendungen', en: 'Deliveries' }, segments: ['deliveries'], access: operateDeliveries, order: 65, summary: { de: 'Ob Anträge bei den Fachverfahren ankommen, was liegen geblieben ist', en: 'Whether applications arrive at specialist systems, and what is stuck' } },
    ],
  };
}
