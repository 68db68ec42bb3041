import { permission } from '@allmende/access';

/** Seeing the delivery service: destinations, their figures, clients. */
export const seeDeliveryService = permission('fit-connect-service/see-service', { roles: ['operator', 'platform-auditor'], systems: ['operator-command', 'start'] });

/** Creating and ending clients of the delivery service, and making destinations. */
export const manageDeliveryService = permission('fit-connect-service/manage-service', { roles: ['operator'], systems: ['operator-command', 'start'] });
