import { permission } from '@allmende/access';

/** Releasing app packages and withdrawing releases. */
export const publishReleases = permission('app-packages/publish-releases', { roles: ['operator'], systems: ['start', 'operator-command'] });
