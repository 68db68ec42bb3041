import { permission } from '@allmende/access';

/** Seeing which apps run for the authority, and how they are. */
export const seeInstances = permission('operations/see-instances', { roles: ['digital-officer', 'approver', 'mayor', 'head-of-office', 'auditor'], systems: ['operations', 'procurement', 'start', 'operator-command'] });

/** Suspending, resuming and ending apps, and fetching their data. */
export const controlInstances = permission('operations/control-instances', { roles: ['digital-officer'], systems: ['operations', 'procurement', 'start', 'operator-command'] });

/** Seeing how all instances of all authorities are, never what is in them. */
export const seeFleet = permission('operations/see-fleet', { roles: ['operator', 'platform-auditor'], systems: ['operations', 'operator-command'] });

/** Letting jobs that gave up try again. */
export const retryJobs = permission('operations/retry-jobs', { roles: ['operator'], systems: ['operator-command'] });

/** Bringing versions to many authorities, in stages and with halts; and restore drills. */
export const rollOut = permission('operations/roll-out', { roles: ['operator'], systems: ['operations', 'operator-command'] });
