import { permission } from '@allmende/access';

/** Imports editions, names successors, assigns any competence. */
export const correctRegister = permission('register/correct-register', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Hands the competence of the own authority over to another. */
export const handOverCompetence = permission('register/hand-over-competence', { roles: ['digital-officer', 'mayor'] });
