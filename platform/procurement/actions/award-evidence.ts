import type { Tx } from '@allmende/database';
import { awardBasis } from '@allmende/membership';
import { cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import { listFrameworks, listParameters, listSystemAwards } from '../data/award.ts';
import type { AwardEvidence } from '../domain/ground-for-award.ts';

/** Everything that could prove a ground for an authority on a day. Reads inside the caller's transaction; `lock` holds call-offs of others back until it ends. */
export async function awardEvidence(tx: Tx, authority: { readonly id: string; readonly land: string }, on: PlainDate, options: { readonly lock?: boolean } = {}): Promise<AwardEvidence> {
  const { inHouse, isMember, statutes } = await awardBasis(tx, authority.id, on);
  return {
    authority: authority.id, land: authority.land, isMember, inHouse, provider: statutes && { organisation: statutes.organisation, statutes: statutes.version },
    frameworks: (await listFrameworks(tx, options)).map(({ framework, calledCents }) => ({ framework, calledCents: cents(calledCents) })), awards: await listSystemAwards(tx, authority.id), parameters: await listParameters(tx),
  };
}
