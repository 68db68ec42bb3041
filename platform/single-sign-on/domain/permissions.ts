import { permission } from '@allmende/access';

/** Connecting the authority's own identity provider. */
export const manageSignIn = permission('single-sign-on/manage-sign-in', { roles: ['digital-officer'] });
