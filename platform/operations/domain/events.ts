import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

const ABOUT_INSTANCE = Type.Object({ instance: Type.String(), app: Type.String(), contract: Type.String() });

/** An app was ordered and will be brought up. */
export const instanceRequested = defineEvent('operations/instance-requested', ABOUT_INSTANCE);
/** It can be used now, for the first time or again. */
export const instanceRunning = defineEvent('operations/instance-running', ABOUT_INSTANCE);
/** It cannot be used for now, as wanted; data are kept. */
export const instanceSuspended = defineEvent('operations/instance-suspended', ABOUT_INSTANCE);
/** It is wanted and does not run; the reconciler goes on trying. */
export const instanceFailing = defineEvent('operations/instance-failing', ABOUT_INSTANCE);
/** After its end: the archive of all data lies ready. */
export const instanceDataReturned = defineEvent('operations/instance-data-returned', ABOUT_INSTANCE);
/** Its data are deleted. */
export const instanceRemoved = defineEvent('operations/instance-removed', ABOUT_INSTANCE);
/** Another version of its package serves now, with all data. */
export const instanceUpdated = defineEvent('operations/instance-updated', ABOUT_INSTANCE);
