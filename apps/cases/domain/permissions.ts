import { permission } from '@allmende/access';

/** Seeing which cases there are: references, services, states and days, no contents. */
export const listCasesPermission = permission('cases/list-cases', { roles: ['caseworker', 'head-of-office', 'auditor'], perService: true });

/** Opening a case: what the applicant wrote and what was decided. Each opening is recorded. */
export const seeCases = permission('cases/see-cases', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Working on cases: taking on, deciding, sending, closing. */
export const decideCases = permission('cases/decide-cases', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Deleting closed cases for good. */
export const deleteCases = permission('cases/delete-cases', { roles: ['head-of-office'] });

/** Handing out a whole file to take it into another system. */
export const exportCases = permission('cases/export-cases', { roles: ['head-of-office'], perService: true });

/** Bringing the app up and down, and handing its data back. */
export const operateCases = permission('cases/operate-cases', { roles: [], systems: ['operations', 'start', 'operator-command'] });
