import { permission } from '@allmende/access';

/** Admitting, refusing and ending suppliers. */
export const admitSuppliers = permission('suppliers/admit-suppliers', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Seeing who supplies, and who wants to. */
export const seeSuppliers = permission('suppliers/see-suppliers', { roles: ['operator', 'platform-auditor'], systems: ['start', 'operator-command'] });
