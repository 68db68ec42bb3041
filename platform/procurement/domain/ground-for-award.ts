import type { PlainDate } from '@allmende/time';
import type { InHouseEvidence, InHouseProof } from '@allmende/membership';
import { AwardNotProven } from './errors.ts';

/** The legal reasons why an order needs no tender of its own. */
export type GroundKind = 'in-house' | 'framework-call-off' | 'dynamic-purchasing-system' | 'direct-order' | 'membership';

/** Every kind with its name. Only the first has a source of proof so far; the others are refused. */
export const GROUNDS: readonly { readonly kind: GroundKind; readonly name: { readonly de: string; readonly en: string }; readonly provable: boolean }[] = [
  { kind: 'in-house', name: { de: 'Inhouse-Vergabe (§ 108 GWB)', en: 'In-house award (§ 108 GWB)' }, provable: true },
  { kind: 'framework-call-off', name: { de: 'Einzelabruf aus einem Rahmenvertrag (§ 21 VgV)', en: 'Call-off under a framework agreement (§ 21 VgV)' }, provable: false },
  { kind: 'dynamic-purchasing-system', name: { de: 'Dynamisches Beschaffungssystem (§§ 22–24 VgV)', en: 'Dynamic purchasing system (§§ 22–24 VgV)' }, provable: false },
  { kind: 'direct-order', name: { de: 'Direktauftrag unterhalb der Wertgrenze', en: 'Direct order below the threshold' }, provable: false },
  { kind: 'membership', name: { de: 'Leistung aus der Mitgliedschaft', en: 'Benefit of membership' }, provable: false },
];

/** A ground with the proof that held on a day; frozen with the order. */
export type ProvenGround = { readonly kind: 'in-house'; readonly provenOn: PlainDate; readonly proof: InHouseProof };

/** Whether a text names a kind of ground. */
export function isGroundKind(text: string): text is GroundKind {
  return GROUNDS.some((one) => one.kind === text);
}

/** The ground with its proof, valid on the day; throws AwardNotProven with everything that is missing. */
export function proveGround(kind: GroundKind, evidence: InHouseEvidence, lines: readonly { readonly name: string; readonly inHouse: boolean }[], on: PlainDate): ProvenGround {
  if (kind !== 'in-house') throw new AwardNotProven(['Für diesen Vergabegrund kann die Plattform noch keinen Nachweis führen.']);
  const outside = lines.filter((line) => !line.inHouse);
  const missing = [...(evidence.proven ? [] : evidence.missing.map((one) => one.message)), ...outside.map((line) => `„${line.name}“ kann nicht auf dem Inhouse-Weg bestellt werden.`)];
  if (!evidence.proven || missing.length > 0) throw new AwardNotProven(missing);
  return { kind, provenOn: on, proof: evidence.proof };
}
