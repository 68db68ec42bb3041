import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { insertApplication } from '../data/membership-application.ts';
import { findMember } from '../data/member.ts';
import { AlreadyApplied } from '../domain/errors.ts';
import { isMemberOn } from '../domain/member.ts';
import { checkContact, type Contact } from '../domain/membership-application.ts';

/** Anybody may apply for an authority; the operator finds out whether they may speak for it. Returns the id. Throws InvalidInput and AlreadyApplied. */
export async function applyForMembership(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor'>, input: { authority: string; contact: Contact }): Promise<{ id: string }> {
  checkContact(input.contact);
  const authority = await findAuthority(ctx, { id: input.authority });
  if (authority === undefined || authority.vanishedOn !== null) throw new InvalidInput([{ pointer: '/authority', code: 'unknown', message: 'Bitte wählen Sie eine Behörde aus dem Verzeichnis.' }]);
  const at = ctx.clock.now();
  const today = ctx.clock.today();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const member = await findMember(tx, authority.id);
    if (member !== undefined && isMemberOn(member, today)) throw new AlreadyApplied('member');
    const id = newId();
    if (!(await insertApplication(tx, ctx.keys, { id, authority: authority.id, receivedAt: at, contact: input.contact }))) throw new AlreadyApplied('waiting');
    await record(tx, { actor: ctx.actor, action: 'membership/application-received', subject: { kind: 'membership-application', id }, facts: { authority: authority.id }, personal: { email: input.contact.email }, at });
    return { id };
  });
}
