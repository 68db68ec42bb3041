import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** A citizen deleted the own account. The aggregate is the account; what others keep for it, such as open drafts, goes too. */
export const accountDeleted = defineEvent('citizen-accounts/account-deleted', Type.Object({ account: Type.String() }));
