import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock, PlainDate } from '@allmende/time';
import { decideCompetence, type CompetenceAnswer, type CompetenceService } from '../domain/competence.ts';
import type { Authority } from '../domain/place.ts';
import { findAuthority } from '../data/authority.ts';
import { listCompetenceEntries } from '../data/competence.ts';
import { findDefaultCompetence } from '../data/place.ts';

/** Who answers for a place and a service on a day (today unless given), and why; `authority` is undefined when nobody is known to. Throws NotFound for a place that does not exist. */
export async function competentAuthority(
  ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { ags: string; service: CompetenceService; on?: PlainDate },
): Promise<{ authority: Authority | undefined; answer: CompetenceAnswer }> {
  return ctx.database.withoutTenant(async (tx) => {
    const place = await findDefaultCompetence(tx, input.ags);
    if (place === undefined) throw new NotFound();
    const answer = decideCompetence(place, input.service, await listCompetenceEntries(tx, input.ags), input.on ?? ctx.clock.today());
    return { authority: answer.authority && await findAuthority(tx, { id: answer.authority }), answer };
  });
}
