import { requirePermission, requireStaff, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { checkReason } from '../domain/check-reason.ts';
import { NoSuccession } from '../domain/errors.ts';
import { correctRegister } from '../domain/permissions.ts';
import type { Place } from '../domain/place.ts';
import { findPlace, saveSuccessor } from '../data/place.ts';

/**
 * Names the municipality that took in one that vanished; naming another later corrects it. The vanished place keeps its address, from which people are led on. Writes an audit entry to the platform's log. For the operator only.
 * Throws NotFound for an unknown place, InvalidInput, and NoSuccession when the place is still there, the successor is gone itself or is no municipality.
 */
export async function nameSuccessor(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { ags: string; successor: string; reason: string }): Promise<Place> {
  requirePermission(ctx.actor, correctRegister, PLATFORM_TENANT);
  const { accountId } = requireStaff(ctx.actor);
  const reason = input.reason.trim();
  const wrongReason = checkReason(reason, 'Bitte nennen Sie die Quelle, zum Beispiel das Gesetz über die Neugliederung');
  if (wrongReason) throw new InvalidInput([wrongReason]);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const vanished = await findPlace(tx, { ags: input.ags });
    const successor = await findPlace(tx, { ags: input.successor });
    if (vanished === undefined) throw new NotFound();
    if (vanished.vanishedOn === null) throw new NoSuccession(`${vanished.name} besteht weiter und braucht keine Nachfolgerin.`);
    if (successor === undefined) throw new InvalidInput([{ pointer: '/successor', code: 'unknown', message: 'Bitte wählen Sie eine Gemeinde aus dem Verzeichnis.' }]);
    if (successor.vanishedOn !== null || !successor.isMunicipality) throw new NoSuccession(`${successor.name} ist heute keine Gemeinde und kann nicht Nachfolgerin sein.`);
    await saveSuccessor(tx, { ags: vanished.ags, successor: successor.ags, reason, named_by: accountId, named_at: ctx.clock.now() });
    await record(tx, {
      actor: ctx.actor, action: 'register/successor-named', subject: { kind: 'place', id: vanished.ags }, at: ctx.clock.now(), personal: { reason }, facts: { successor: successor.ags, vanishedOn: vanished.vanishedOn },
    });
    return { ...vanished, successor: { ags: successor.ags, slug: successor.slug, name: successor.name } };
  });
}
