import type { PlainDate } from '@allmende/time';
import { isMemberOn, type Member } from './member.ts';
import { privateShareOn, type PrivateShare } from './private-share.ts';
import { statutesOn, type Statutes } from './statutes.ts';

/** What shows that an authority may order from the platform without a tender: its admission and the statutes. Source: § 108 GWB. */
export type InHouseProof = {
  readonly organisation: string;
  readonly statutes: { readonly version: string; readonly dated: PlainDate; readonly validFrom: PlainDate; readonly validUntil: PlainDate | null; readonly label: string | null; readonly source: string };
  readonly admission: { readonly decision: string; readonly decidedOn: PlainDate; readonly joinedOn: PlainDate };
};

/** What is missing, as a word for programs and a sentence for the person who has to do something. */
export type MissingProof = { readonly code: 'no-statutes' | 'no-member' | 'no-decision' | 'private-share'; readonly message: string };

export type InHouseEvidence = { readonly proven: true; readonly proof: InHouseProof } | { readonly proven: false; readonly missing: readonly MissingProof[] };

/** Whether the in-house ground is proven on a day, and by what; otherwise everything that is missing. */
export function decideInHouse(known: { member: Member | undefined; statutes: readonly Statutes[]; privateShares: readonly PrivateShare[] }, on: PlainDate): InHouseEvidence {
  const statutes = statutesOn(known.statutes, on);
  const { member } = known;
  const missing: MissingProof[] = [];
  if (statutes === undefined) missing.push({ code: 'no-statutes', message: 'Für diesen Tag ist keine Fassung der Satzung eingetragen. Die Betreiberin der Plattform muss sie unter „Satzung“ eintragen.' });
  if (member === undefined || !isMemberOn(member, on)) missing.push({ code: 'no-member', message: 'Die Behörde ist an diesem Tag nicht als Mitglied eingetragen. Die Betreiberin der Plattform muss die Aufnahme unter „Mitglieder“ eintragen.' });
  else if (member.decision.decidedOn > on) missing.push({ code: 'no-decision', message: 'Über die Aufnahme der Behörde war an diesem Tag noch nicht entschieden.' });
  const share = privateShareOn(known.privateShares, on);
  if (share !== undefined) missing.push({ code: 'private-share', message: `An der Trägerin der Plattform ist ${share.holder} beteiligt. Solange ist keine Inhouse-Vergabe möglich (§ 108 GWB).` });
  if (statutes === undefined || member === undefined || missing.length > 0) return { proven: false, missing };
  const { version, dated, validFrom, validUntil, label, source, organisation } = statutes;
  return {
    proven: true,
    proof: { organisation, statutes: { version, dated, validFrom, validUntil, label, source }, admission: { decision: member.decision.name, decidedOn: member.decision.decidedOn, joinedOn: member.joinedOn } },
  };
}
