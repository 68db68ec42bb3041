import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertAccount } from '../data/account.ts';
import { EmailTaken } from '../domain/errors.ts';
import { checkPerson } from '../domain/new-account.ts';
import { passwordProblem } from '../domain/password-rules.ts';
import { managePeople, managePlatformPeople } from '../domain/permissions.ts';
import { hashPassword } from '../password-hash.ts';

/**
 * Creates an account without roles and returns its id. `mustChange` makes the password a one-time password. Throws InvalidInput (`/email`, `/name`, `/password`) and
 * EmailTaken. In the context of the platform's own tenant for operators, processes and commands (systems `start`, `operator-command`).
 */
export async function createAccount(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>,
  input: { readonly email: string; readonly name: string; readonly password: string; readonly mustChange?: boolean },
): Promise<string> {
  requirePermission(ctx.actor, ctx.tenant === PLATFORM_TENANT ? managePlatformPeople : managePeople, ctx.tenant);
  const { email, name } = checkPerson(input);
  const problem = passwordProblem(input.password, { pointer: '/password', about: [email, name] });
  if (problem) throw new InvalidInput([problem]);
  const passwordHash = await hashPassword(input.password);
  const id = newId();
  const now = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const written = await insertAccount(tx, { id, email, name, passwordHash, passwordMustChange: input.mustChange ?? false, passwordSetAt: now, createdAt: now, disabledAt: null });
    if (!written) throw new EmailTaken();
    await record(tx, { actor: ctx.actor, action: 'identity/account-created', subject: { kind: 'account', id }, facts: { oneTimePassword: input.mustChange ?? false }, at: now });
  });
  return id;
}
