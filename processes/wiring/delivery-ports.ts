import { casesTarget } from '@allmende/cases';
import { fitConnectTarget, mailTarget, onlineServicesPort, webhookTarget, xoevTarget, type DeliveryPorts } from '@allmende/delivery';

/** Where applications come from and where they may go; without a choice to the cases of the platform. */
export const deliveryPorts: DeliveryPorts = { targets: [casesTarget, fitConnectTarget, webhookTarget, xoevTarget, mailTarget], applications: onlineServicesPort };
