import { permission } from '@allmende/access';

/** Letting other marketplaces order for the authority, and ending that. */
export const manageMarketplaces = permission('broker/manage-marketplaces', { roles: ['digital-officer'] });

/** Seeing which marketplaces order for the authority, and what. */
export const seeMarketplaces = permission('broker/see-marketplaces', { roles: ['digital-officer', 'approver', 'mayor', 'auditor'] });
