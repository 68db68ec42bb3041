import { permission } from '@allmende/access';

/** Seeing who may use the apps of the authority. */
export const seeGrants = permission('gateway/see-grants', { roles: ['digital-officer', 'head-of-office', 'auditor'], systems: ['operator-command'] });

/** Giving and taking access to the apps of the authority. */
export const manageGrants = permission('gateway/manage-grants', { roles: ['digital-officer'], systems: ['start', 'operator-command'] });

/** Bringing a domain of the authority's own for an app. */
export const manageDomains = permission('gateway/manage-domains', { roles: ['digital-officer'], systems: ['operator-command'] });
