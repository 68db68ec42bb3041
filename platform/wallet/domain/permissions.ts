import { permission } from '@allmende/access';

/** Withdrawing credentials that the authority gave out, and changing the key it signs with. */
export const manageCredentials = permission('wallet/manage-credentials', { roles: ['digital-officer', 'caseworker'] });

/** Seeing which credentials the authority gave out. */
export const seeCredentials = permission('wallet/see-credentials', { roles: ['digital-officer', 'caseworker', 'auditor'] });
