import { permission } from '@allmende/access';

/** Deciding who belongs, and entering what membership rests on: statutes and contribution classes. */
export const admitMembers = permission('membership/admit-members', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Seeing applications, members and what was entered. */
export const seeMembers = permission('membership/see-members', { roles: ['operator', 'platform-auditor'], systems: ['start', 'operator-command'] });
