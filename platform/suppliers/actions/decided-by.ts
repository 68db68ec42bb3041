import type { Actor } from '@allmende/access';

/** Who decided, as it is kept: the account, or the part of the platform. */
export function decidedBy(actor: Actor): string {
  return actor.kind === 'staff' ? actor.accountId : actor.kind === 'system' ? actor.name : 'platform';
}
