import type { Actor } from '@allmende/access';

/** Who did something, as it is kept: the account, or the part of the platform. */
export function actingId(actor: Actor): string {
  return actor.kind === 'staff' || actor.kind === 'supplier' ? actor.accountId : actor.kind === 'system' ? actor.name : 'platform';
}

/** On whose side the actor stands. */
export function sideOf(actor: Actor): 'supplier' | 'operator' | 'platform' {
  return actor.kind === 'supplier' ? 'supplier' : actor.kind === 'staff' ? 'operator' : 'platform';
}
