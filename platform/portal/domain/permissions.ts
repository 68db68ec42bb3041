import { permission } from '@allmende/access';

/** Opening the home page of an office. */
export const seeOffice = permission('portal/see-office', { roles: ['digital-officer', 'approver', 'treasurer', 'mayor', 'caseworker', 'head-of-office', 'auditor'], perService: true });

/** Opening the home page of the operator. */
export const seeOperation = permission('portal/see-operation', { roles: ['operator', 'platform-auditor'] });

/** Seeing what people looked for and did not find. */
export const seeWishes = permission('portal/see-wishes', { roles: ['digital-officer', 'head-of-office', 'mayor'] });

/** Entering who answers for the pages: of an authority by its officers, of the platform by the operator. */
export const enterLegalContact = permission('portal/enter-legal-contact', { roles: ['digital-officer', 'mayor', 'head-of-office', 'operator'] });
