import { permission } from '@allmende/access';

/** See who has which role in an authority. */
export const seePeople = permission('identity/see-people', { roles: ['digital-officer', 'head-of-office', 'auditor'] });

/** Create accounts and give and end roles in an authority; never the own ones. */
export const managePeople = permission('identity/manage-people', { roles: ['digital-officer'], systems: ['start', 'operator-command'] });

/** See who works for the platform. */
export const seePlatformPeople = permission('identity/see-platform-people', { roles: ['operator', 'platform-auditor'], systems: ['operator-command'] });

/** Create accounts and give and end roles of the platform, and set up the first digital officer of an authority; never the own ones. */
export const managePlatformPeople = permission('identity/manage-platform-people', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Decide whether somebody's lost second factors are taken away; never those that one has asked for oneself. */
export const approveResets = permission('identity/approve-resets', { roles: ['digital-officer', 'mayor', 'approver'] });

/** The same for people of the platform. */
export const approvePlatformResets = permission('identity/approve-platform-resets', { roles: ['operator'] });

/** See who may do what, for checking. */
export const seeRights = permission('identity/see-rights', { roles: ['auditor', 'digital-officer', 'head-of-office', 'mayor'] });

/** Connect the authority's own directory, which then gives people and roles. */
export const manageDirectory = permission('identity/manage-directory', { roles: ['digital-officer'] });
