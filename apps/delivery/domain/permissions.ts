import { permission } from '@allmende/access';

/** Seeing which applications have arrived and which have not. Parcels hold nothing personal. */
export const seeParcels = permission('delivery/see-parcels', { roles: ['digital-officer', 'head-of-office', 'auditor'] });

/** Telling a parcel that gave up to go again. */
export const retryParcels = permission('delivery/retry-parcels', { roles: ['digital-officer', 'head-of-office'] });
