import type { Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { findMember } from '../data/member.ts';
import { listPrivateShares } from '../data/private-share.ts';
import { listStatutes } from '../data/statutes.ts';
import { decideInHouse, type InHouseEvidence } from '../domain/in-house.ts';

/** What proves on a day that an authority may order in house (§ 108 GWB), or everything that is missing. Reads inside the caller's transaction, so that proof and act stand or fall together. */
export async function inHouseEvidence(tx: Tx, authority: string, on: PlainDate): Promise<InHouseEvidence> {
  return decideInHouse({ member: await findMember(tx, authority), statutes: await listStatutes(tx), privateShares: await listPrivateShares(tx) }, on);
}
