import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock, PlainDate } from '@allmende/time';
import type { AuthorityId } from '../domain/authority-id.ts';
import { decideCompetence, type CompetenceEntry } from '../domain/competence.ts';
import type { DefaultCompetence } from '../domain/derive-authorities.ts';
import type { Authority } from '../domain/place.ts';
import { listAuthorities } from '../data/authority.ts';
import { listCompetenceEntries } from '../data/competence.ts';
import { findDefaultCompetence } from '../data/place.ts';

/** Everything that decides competence for one place, so that a page with many services asks the database once: hand `place` and `entries` to `decideCompetence` for each service. */
export type PlaceCompetence = { place: DefaultCompetence; entries: CompetenceEntry[]; authorities: Authority[]; on: PlainDate };

/** The authorities that answer for a place on a day (today unless given) for at least one service, by default or by entry. Throws NotFound for a place that does not exist. */
export async function listCompetentAuthorities(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { ags: string; on?: PlainDate }): Promise<PlaceCompetence> {
  const on = input.on ?? ctx.clock.today();
  return ctx.database.withoutTenant(async (tx) => {
    const place = await findDefaultCompetence(tx, input.ags);
    if (place === undefined) throw new NotFound();
    const entries = await listCompetenceEntries(tx, input.ags);
    const services = new Set(entries.map(({ service }) => service));
    const answers = [...services, 'any'].flatMap((id) => (['municipality', 'district'] as const).map((usualAuthorityKind) => decideCompetence(place, { id, usualAuthorityKind }, entries, on).authority));
    const ids = [...new Set(answers)].filter((id): id is AuthorityId => id !== undefined);
    return { place, entries, authorities: await listAuthorities(tx, ids), on };
  });
}
