import { insertGrant, isRole, listGrants, type Role } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid, type TenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { addDays, type PlainDate } from '@allmende/time';
import { listAccounts, lockPeopleOf } from '../data/account.ts';
import { RoleNotGivable } from '../domain/errors.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';

const LONGEST_DAYS = 366;

/**
 * Lets one colleague stand in for another from day to day (both inclusive): the deputy has the roles that the other has today and the deputy lacks, and loses them with the last day or with the other's role.
 * Returns the roles. Throws OwnRights when the deputy would be the acting person, InvalidInput (`/deputy`, `/from`, `/until`), NotFound.
 */
export async function nameDeputy(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string; readonly deputyId: string; readonly from: PlainDate; readonly until: PlainDate }): Promise<readonly Role[]> {
  if (givingRight(ctx.actor, input.tenant) !== 'own-authority') throw new RoleNotGivable();
  const { accountId, deputyId, from, until } = input;
  const today = ctx.clock.today();
  if (deputyId === accountId) throw new InvalidInput([{ pointer: '/deputy', code: 'deputy-self', message: 'Niemand vertritt sich selbst.' }]);
  checkNotOwn(ctx.actor, deputyId);
  if (!isUuid(deputyId)) throw new InvalidInput([{ pointer: '/deputy', code: 'deputy', message: 'Bitte wählen Sie eine Person, die hier eine Rolle hat.' }]);
  if (from < today) throw new InvalidInput([{ pointer: '/from', code: 'in-the-past', message: 'Eine Vertretung beginnt frühestens heute.' }]);
  if (until < from) throw new InvalidInput([{ pointer: '/until', code: 'before-begin', message: 'Der letzte Tag liegt vor dem ersten.' }]);
  if (until > addDays(from, LONGEST_DAYS)) throw new InvalidInput([{ pointer: '/until', code: 'too-long', message: 'Eine Vertretung dauert höchstens ein Jahr.' }]);
  return ctx.database.inTenant(input.tenant, async (tx) => {
    await lockPeopleOf(tx, tx.tenant);
    const live = (await listGrants(tx)).filter((grant) => grant.revokedAt === null && (grant.validUntil === null || grant.validUntil >= today));
    const people = await listAccounts(tx, [accountId, deputyId]);
    const isHere = (id: string) => live.some((grant) => grant.accountId === id) && people.some((one) => one.id === id && one.disabledAt === null);
    if (!isHere(accountId)) throw new NotFound();
    if (!isHere(deputyId)) throw new InvalidInput([{ pointer: '/deputy', code: 'deputy', message: 'Bitte wählen Sie eine Person, die hier eine Rolle hat.' }]);
    const lasting = (id: string) => live.filter((grant) => grant.accountId === id && grant.deputyFor === null && grant.validFrom <= from);
    const own = lasting(deputyId);
    const missing = new Map(lasting(accountId).filter((grant) => !own.some((one) => one.role === grant.role && (one.service === null || one.service === grant.service))).map((grant) => [`${grant.role}/${grant.service ?? ''}`, grant]));
    const given = [...missing.values()].flatMap(({ role, service }) => (isRole(role) ? [{ role, ...(service === null ? {} : { service }) }] : []));
    if (given.length === 0) throw new InvalidInput([{ pointer: '/deputy', code: 'deputy-has-all', message: 'Diese Person hat alle Rollen schon selbst.' }]);
    for (const choice of given) {
      const id = await insertGrant(tx, { accountId: deputyId, ...choice, validFrom: from, validUntil: until, grantedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined, deputyFor: accountId });
      await record(tx, { actor: ctx.actor, action: 'identity/deputy-named', subject: { kind: 'role', id }, facts: { ...choice, validFrom: from, validUntil: until }, at: ctx.clock.now() });
    }
    return given.map(({ role }) => role);
  });
}
