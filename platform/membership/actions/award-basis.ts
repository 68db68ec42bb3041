import type { Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { findMember } from '../data/member.ts';
import { listPrivateShares } from '../data/private-share.ts';
import { listStatutes } from '../data/statutes.ts';
import { decideInHouse, type InHouseEvidence } from '../domain/in-house.ts';
import { isMemberOn } from '../domain/member.ts';
import { statutesOn, type Statutes } from '../domain/statutes.ts';

/** What grounds for award rest on for an authority on a day: membership, the statutes in force, and whether the in-house ground is proven. Reads inside the caller's transaction. */
export async function awardBasis(tx: Tx, authority: string, on: PlainDate): Promise<{ readonly inHouse: InHouseEvidence; readonly isMember: boolean; readonly statutes: Statutes | undefined }> {
  const member = await findMember(tx, authority);
  const statutes = await listStatutes(tx);
  const privateShares = await listPrivateShares(tx);
  return { inHouse: decideInHouse({ member, statutes, privateShares }, on), isMember: member !== undefined && isMemberOn(member, on), statutes: statutesOn(statutes, on) };
}
