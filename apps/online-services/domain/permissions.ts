import { permission } from '@allmende/access';

/** Sees which services the authority offers and their local values. */
export const seeServices = permission('online-services/see-services', { roles: ['digital-officer', 'approver', 'mayor', 'caseworker', 'head-of-office', 'auditor'] });

/** Sets local values, switches services on and off, takes over from neighbours. */
export const manageServices = permission('online-services/manage-services', { roles: ['digital-officer', 'head-of-office'] });

/** Types an application in for a person at the desk, on paper or on the telephone. */
export const enterApplications = permission('online-services/enter-applications', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Reads a sent application to hand it on. Nobody in person: caseworkers see it as a case. */
export const deliverApplications = permission('online-services/deliver-applications', { roles: [], systems: ['delivery', 'online-services'] });

/** Publishes service packages for all authorities. */
export const publishPackages = permission('online-services/publish-packages', { roles: ['operator'], systems: ['start', 'operator-command', 'online-services'] });
