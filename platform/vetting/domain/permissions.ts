import { permission } from '@allmende/access';

/** Looking at what suppliers hand in, asking, returning, approving, deprecating and withdrawing solutions. */
export const vetSolutions = permission('vetting/vet-solutions', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Seeing the queue of the vetting and its evidence. */
export const seeVetting = permission('vetting/see-vetting', { roles: ['operator', 'platform-auditor'], systems: ['start', 'operator-command', 'vetting'] });

/** Importing lists of known vulnerabilities. */
export const importAdvisories = permission('vetting/import-advisories', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Recording what the test runtime has shown. */
export const recordTrials = permission('vetting/record-trials', { roles: ['operator'], systems: ['operator-command', 'start'] });
