import { permission } from '@allmende/access';

/** Seeing which cases there are: references, services, states and days, no contents. */
export const listCasesPermission = permission('cases/list-cases', { roles: ['caseworker', 'head-of-office', 'auditor'], perService: true });

/** Opening a case: what the applicant wrote and what was decided. Each opening is recorded. */
export const seeCases = permission('cases/see-cases', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Working on cases: taking on, deciding, sending, closing. */
export const decideCases = permission('cases/decide-cases', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Deleting closed cases for good, and saying how long they are kept. At night the platform itself, where the authority lets it. */
export const deleteCases = permission('cases/delete-cases', { roles: ['head-of-office'], systems: ['cases'] });

/** Reading what another office asks about a case of its own, in the parts that it shows, and answering. */
export const giveStatements = permission('cases/give-statements', { roles: ['caseworker', 'head-of-office'] });

/** Keeping the text blocks of notices. */
export const keepTextBlocks = permission('cases/keep-text-blocks', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Seeing how many cases arrive, how old they are and which deadlines are in danger; counts only, never who worked on what. */
export const seeFigures = permission('cases/see-figures', { roles: ['head-of-office'] });

/** Handing out a whole file to take it into another system. */
export const exportCases = permission('cases/export-cases', { roles: ['head-of-office'], perService: true });

/** Bringing the app up and down, and handing its data back. */
export const operateCases = permission('cases/operate-cases', { roles: [], systems: ['operations', 'start', 'operator-command'] });
