import { permission } from '@allmende/access';

/** Setting up dynamic purchasing systems and deciding who takes part. */
export const runSystems = permission('dynamic-purchasing/run-systems', { roles: ['operator'] });

/** Seeing systems, requests and decisions. */
export const seeSystems = permission('dynamic-purchasing/see-systems', { roles: ['operator', 'platform-auditor'] });

/** Setting up a competition, inviting, answering questions, evaluating. */
export const runCompetitions = permission('dynamic-purchasing/run-competitions', { roles: ['digital-officer'] });

/** Keeping a key for openings and opening offers with it, after the deadline and with others. */
export const openOffers = permission('dynamic-purchasing/open-offers', { roles: ['digital-officer', 'approver', 'treasurer', 'mayor', 'head-of-office'] });

/** Deciding on the award that somebody else evaluated. */
export const decideAwards = permission('dynamic-purchasing/decide-awards', { roles: ['approver', 'mayor'] });

/** Seeing the competitions of the authority. */
export const seeCompetitions = permission('dynamic-purchasing/see-competitions', { roles: ['digital-officer', 'approver', 'treasurer', 'mayor', 'head-of-office', 'auditor'] });
