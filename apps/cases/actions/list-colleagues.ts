import { listGrants, requirePermission, type Services } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { peopleOf } from '@allmende/identity';
import { decideCases, listCasesPermission } from '../domain/permissions.ts';

/** Somebody of the authority who works on cases today. */
export type Colleague = {
  readonly accountId: string;
  readonly name: string;
  /** Those whose cases the person works on. */
  readonly services: Services;
  /** Who works in the person's place today. */
  readonly deputies: readonly string[];
};

/** Everybody who may work on cases of the authority today, by name, with who stands in for whom. Needs `cases/list-cases`. */
export async function listColleagues(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<Colleague[]> {
  requirePermission(ctx.actor, listCasesPermission, ctx.tenant);
  const today = ctx.clock.today();
  const grants = (await ctx.database.inTenant(ctx.tenant, listGrants)).filter(({ revokedAt, validFrom, validUntil }) => revokedAt === null && validFrom <= today && (validUntil === null || validUntil >= today));
  const working = grants.filter(({ role }) => decideCases.roles.some((known) => known === role));
  const people = await peopleOf(ctx, ctx.tenant);
  const names = new Map(people.map(({ accountId, name }) => [accountId, name]));
  return people.flatMap(({ accountId, name }) => {
    const own = working.filter((grant) => grant.accountId === accountId);
    if (own.length === 0) return [];
    const deputies = [...new Set(grants.filter(({ deputyFor }) => deputyFor === accountId).flatMap((grant) => names.get(grant.accountId) ?? []))];
    return [{ accountId, name, services: own.some(({ service }) => service === null) ? 'all' as const : new Set(own.flatMap(({ service }) => service ?? [])), deputies }];
  }).toSorted((one, other) => one.name.localeCompare(other.name, 'de'));
}
