import type { TenantId } from '@allmende/ids';
import type { Role } from './role.ts';

/** A role that a person has in one authority (or in the platform's own tenant) today. */
export type Grant = { readonly tenant: TenantId; readonly role: Role; /** The only service that a caseworker is there for, by the id of its package. */ readonly service?: string };

/** Who acts. Built once per request or job. */
export type Actor =
  | { readonly kind: 'anonymous' }
  /** Holds the secret of an own draft or application; the room that gave the secret checks it. */
  | { readonly kind: 'citizen' }
  | { readonly kind: 'staff'; readonly accountId: string; readonly name: string; readonly grants: readonly Grant[] }
  /** Somebody who works for a supplier; never has a role anywhere. */
  | { readonly kind: 'supplier'; readonly accountId: string; readonly name: string; readonly supplier: string }
  /** A job or process of the platform itself, by name. */
  | { readonly kind: 'system'; readonly name: string };

export const ANONYMOUS: Actor = { kind: 'anonymous' };
export const CITIZEN: Actor = { kind: 'citizen' };

/** The actor that a job or process of the platform is. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}

/** The roles that an actor has in one authority; none for everybody but staff. */
export function rolesIn(actor: Actor, tenant: TenantId): readonly Role[] {
  return actor.kind === 'staff' ? actor.grants.filter((grant) => grant.tenant === tenant).map((grant) => grant.role) : [];
}
