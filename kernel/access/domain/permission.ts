import { PLATFORM_TENANT, type TenantId } from '@allmende/ids';
import { NotFound } from '@allmende/errors';
import { rolesIn, type Actor, type Grant } from './actor.ts';
import { NotPermitted, SignInNeeded } from './errors.ts';
import type { Role } from './role.ts';

/** Something that may be done, and which roles may do it. Rooms declare theirs in `domain/permissions.ts`. */
export type Permission = {
  /** `room/verb-noun`, such as `procurement/approve-orders`. */
  readonly id: string;
  readonly roles: readonly Role[];
  /** Jobs and processes of the platform that may do it too, by the actor's name. */
  readonly systems: readonly string[];
  /** Whether a role for one service counts here: whoever asks then also asks `servicesFor`. Everywhere else such a role opens nothing. */
  readonly perService: boolean;
};

/** Declares a permission; the list of roles is the rule and has no exceptions. */
export function permission(id: string, options: { readonly roles: readonly Role[]; readonly systems?: readonly string[]; readonly perService?: boolean }): Permission {
  if (!/^[a-z][a-z-]*\/[a-z][a-z-]*$/u.test(id)) throw new RangeError(`a permission is named room/verb-noun: ${id}`);
  return Object.freeze({ id, roles: options.roles, systems: options.systems ?? [], perService: options.perService ?? false });
}

/** The one function that decides: whether this actor may do this in this authority; for permissions per service, whether for at least one service. */
export function may(actor: Actor, wanted: Permission, tenant: TenantId): boolean {
  if (actor.kind === 'system') return wanted.systems.includes(actor.name);
  return grantsFor(actor, wanted, tenant).length > 0;
}

/** For which services the actor may do this in this authority, by id. */
export type Services = 'all' | ReadonlySet<string>;

/** For which services of the authority the actor may do this; none when the actor may not at all. */
export function servicesFor(actor: Actor, wanted: Permission, tenant: TenantId): Services {
  if (actor.kind === 'system') return wanted.systems.includes(actor.name) ? 'all' : new Set();
  const held = grantsFor(actor, wanted, tenant);
  return held.some(({ service }) => service === undefined) ? 'all' : new Set(held.flatMap(({ service }) => service ?? []));
}

/** Whether a service is among those. */
export function covers(services: Services, service: string): boolean {
  return services === 'all' || services.has(service);
}

/** Returns when the actor may do this for the service; NotFound otherwise, because who is there for other services may not learn that the thing exists. */
export function requireService(actor: Actor, wanted: Permission, tenant: TenantId, service: string): void {
  if (!covers(servicesFor(actor, wanted, tenant), service)) throw new NotFound();
}

function grantsFor(actor: Actor, wanted: Permission, tenant: TenantId): readonly Grant[] {
  if (actor.kind !== 'staff') return [];
  return actor.grants.filter((grant) => grant.tenant === tenant && wanted.roles.includes(grant.role) && (grant.service === undefined || wanted.perService));
}

/**
 * Returns when the actor may. Otherwise: SignInNeeded for somebody unknown, NotFound for a stranger to the authority (who may not learn that the thing
 * exists), NotPermitted for a member of the authority whose roles do not suffice.
 */
export function requirePermission(actor: Actor, wanted: Permission, tenant: TenantId): void {
  if (may(actor, wanted, tenant)) return;
  if (actor.kind === 'anonymous') throw new SignInNeeded();
  if (rolesIn(actor, tenant).length === 0) throw new NotFound();
  throw new NotPermitted();
}

/** The account of the acting person; throws SignInNeeded when the actor is no member of staff. */
export function requireStaff(actor: Actor): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff') throw new SignInNeeded();
  return actor;
}

/** The account of whoever is signed in with one, staff or supplier; throws SignInNeeded for everybody else. */
export function requireAccount(actor: Actor): Extract<Actor, { kind: 'staff' | 'supplier' }> {
  if (actor.kind !== 'staff' && actor.kind !== 'supplier') throw new SignInNeeded();
  return actor;
}

/** Whether the actor works for the platform itself. */
export function isOperator(actor: Actor): boolean {
  return rolesIn(actor, PLATFORM_TENANT).includes('operator');
}
