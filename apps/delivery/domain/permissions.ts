import { permission } from '@allmende/access';

/** Seeing which applications have arrived and which have not. Parcels hold nothing personal. */
export const seeParcels = permission('delivery/see-parcels', { roles: ['digital-officer', 'head-of-office', 'auditor'] });

/** Telling a parcel that gave up to go again, or elsewhere. */
export const retryParcels = permission('delivery/retry-parcels', { roles: ['digital-officer', 'head-of-office'] });

/** Choosing where applications go, with the addresses and secrets of specialist systems, and sending samples there. */
export const manageTargets = permission('delivery/manage-targets', { roles: ['digital-officer', 'head-of-office'] });

/** Seeing how delivery goes for all authorities, and letting stuck parcels go again. Never a content. */
export const operateDeliveries = permission('delivery/operate-deliveries', { roles: ['operator'] });
