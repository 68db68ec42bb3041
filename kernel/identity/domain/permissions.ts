import { permission } from '@allmende/access';

/** See who has which role in an authority. */
export const seePeople = permission('identity/see-people', { roles: ['digital-officer', 'head-of-office', 'auditor'] });

/** Create accounts and give and end roles in an authority; never the own ones. */
export const managePeople = permission('identity/manage-people', { roles: ['digital-officer'], systems: ['start', 'operator-command'] });

/** See who works for the platform. */
export const seePlatformPeople = permission('identity/see-platform-people', { roles: ['operator', 'platform-auditor'], systems: ['operator-command'] });

/** Create accounts and give and end roles of the platform, and set up the first digital officer of an authority; never the own ones. */
export const managePlatformPeople = permission('identity/manage-platform-people', { roles: ['operator'], systems: ['start', 'operator-command'] });
