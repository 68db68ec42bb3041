import { permission } from '@allmende/access';

/** Recording and withdrawing what the authority looks for. */
export const recordNeeds = permission('needs/record-needs', { roles: ['digital-officer'], systems: ['start'] });

/** Seeing what the authority looks for and who looks for the same. */
export const seeNeeds = permission('needs/see-needs', { roles: ['digital-officer', 'approver', 'treasurer', 'mayor', 'head-of-office', 'auditor'], systems: ['start'] });
