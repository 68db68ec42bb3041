import { isOperator, requirePermission, requireStaff, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid, newId, PLATFORM_TENANT, type Database, type TenantId, type Tx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { Clock, PlainDate } from '@allmende/time';
import type { AuthorityId } from '../domain/authority-id.ts';
import { ALL_MUNICIPAL_SERVICES, checkCompetencePeriod, decideCompetence, type CompetenceEntry, type CompetenceService } from '../domain/competence.ts';
import { NotYourCompetence } from '../domain/errors.ts';
import { correctRegister, handOverCompetence } from '../domain/permissions.ts';
import { findAuthority } from '../data/authority.ts';
import { insertCompetenceEntry, listCompetenceEntries } from '../data/competence.ts';
import { findDefaultCompetence } from '../data/place.ts';

export type CompetenceInput = {
  ags: string;
  /** `id` may be `*` for all that municipalities usually do. */
  service: CompetenceService;
  /** Null brings the default of the register back. */
  authority: string | null;
  validFrom: PlainDate;
  /** Last day; open when missing. */
  validUntil?: PlainDate;
  /** The agreement, statute or decision; 3 to 500 characters. */
  reason: string;
};

/**
 * Enters who is competent for a place and a service from a day on. The operator may enter anything; an authority only hands over what it is competent for on the first day, and from today at the earliest.
 * Entries are never changed: a later one stands before an earlier. Writes an audit entry to the log of the actor's authority (the operator's: the platform's).
 * Throws InvalidInput, NotFound for an unknown place, NotYourCompetence.
 */
export async function setCompetence(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor; tenant: TenantId }, input: CompetenceInput): Promise<CompetenceEntry> {
  const byOperator = isOperator(ctx.actor);
  const tenant = byOperator ? PLATFORM_TENANT : ctx.tenant;
  requirePermission(ctx.actor, byOperator ? correctRegister : handOverCompetence, tenant);
  const { accountId } = requireStaff(ctx.actor);
  checkCompetencePeriod(input, byOperator ? undefined : ctx.clock.today());
  return ctx.database.inTenant(tenant, async (tx) => {
    const place = await findDefaultCompetence(tx, input.ags);
    if (place === undefined) throw new NotFound();
    if (!byOperator) {
      const answer = decideCompetence(place, input.service, await listCompetenceEntries(tx, input.ags), input.validFrom);
      if (answer.authority !== (ctx.tenant as string) || input.service.id === ALL_MUNICIPAL_SERVICES && place.municipal !== (ctx.tenant as string)) throw new NotYourCompetence();
    }
    const entry: CompetenceEntry = {
      id: newId(), ags: input.ags, service: input.service.id, authority: input.authority === null ? null : await presentAuthority(tx, input.authority), validFrom: input.validFrom,
      validUntil: input.validUntil ?? null, reason: input.reason.trim(),
    };
    await insertCompetenceEntry(tx, { ...entry, enteredBy: accountId, enteredAt: ctx.clock.now() });
    await record(tx, {
      actor: ctx.actor, action: 'register/competence-set', subject: { kind: 'place', id: input.ags }, at: ctx.clock.now(), personal: { reason: entry.reason },
      facts: { entry: entry.id, service: entry.service, authority: entry.authority ?? 'default', validFrom: entry.validFrom, validUntil: entry.validUntil ?? 'open' },
    });
    return entry;
  });
}

async function presentAuthority(tx: Tx, id: string): Promise<AuthorityId> {
  const authority = isUuid(id) ? await findAuthority(tx, { id: id as AuthorityId }) : undefined;
  if (authority === undefined || authority.vanishedOn !== null) throw new InvalidInput([{ pointer: '/authority', code: 'unknown', message: 'Bitte wählen Sie eine Behörde aus dem Verzeichnis.' }]);
  return authority.id;
}
