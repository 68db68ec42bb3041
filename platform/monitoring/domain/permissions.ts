import { permission } from '@allmende/access';

/** Seeing how the authority's apps run: figures, alerts, reports. */
export const seeOperation = permission('monitoring/see-operation', { roles: ['digital-officer', 'approver', 'mayor', 'head-of-office', 'auditor'], systems: ['monitoring', 'operator-command'] });

/** Reading what the authority's apps write while they run. It may hold personal data: nobody else may, operators neither. */
export const readLogs = permission('monitoring/read-logs', { roles: ['digital-officer'] });

/** Saying that somebody looks after an alert, and wanting alerts by e-mail; for the authority or, as operator, for the platform. */
export const handleAlerts = permission('monitoring/handle-alerts', { roles: ['digital-officer', 'operator'] });

/** Choosing what people see on the status page, and entering what a contract promises. */
export const arrangeOperation = permission('monitoring/arrange-operation', { roles: ['digital-officer'], systems: ['start', 'operator-command'] });

/** Having the report on a past month made. */
export const makeReports = permission('monitoring/make-reports', { roles: ['digital-officer'], systems: ['monitoring', 'operator-command'] });

/** Seeing how everything runs for all authorities, never what is in it. */
export const seeAllOperation = permission('monitoring/see-all-operation', { roles: ['operator', 'platform-auditor'], systems: ['monitoring', 'operator-command'] });

/** Telling people of incidents and of maintenance. */
export const tellPeople = permission('monitoring/tell-people', { roles: ['operator'], systems: ['start', 'operator-command'] });
