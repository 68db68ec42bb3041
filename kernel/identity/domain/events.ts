import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });

/**
 * Somebody no longer works for the authority of the event: the last role there has ended, or (`closed`) the account is closed everywhere. Roles and sessions are gone already when this is
 * heard; who gave out tokens of the own takes them back. `account` is its aggregate.
 */
export const accountLeft = defineEvent('identity/account-left', Type.Object({ account: uuid, closed: Type.Boolean() }));
