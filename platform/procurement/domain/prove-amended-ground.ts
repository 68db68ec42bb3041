import { cents, type Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import { AwardNotProven } from './errors.ts';
import { missingForGround, proveGround, type Asked, type AwardEvidence, type ProvenGround } from './ground-for-award.ts';

/**
 * The ground of a contract once more, for the higher prices or the longer term of an amendment: of the same kind, from the same framework agreement or award, on this day. `calledCents` is what the contract counts there already. Throws AwardNotProven with what is
 * missing. Whether the law of changes during the term allows it is the officer's judgement, and not decided here.
 */
export function proveAmendedGround(ground: ProvenGround, evidence: AwardEvidence, asked: Asked, own: { readonly calledCents: Cents }, on: PlainDate): ProvenGround {
  const same: AwardEvidence = {
    ...evidence,
    frameworks: ground.kind === 'framework-call-off' ? evidence.frameworks.filter(({ framework }) => framework.id === ground.proof.framework).map((one) => ({ ...one, calledCents: cents(one.calledCents - own.calledCents) })) : [],
    // The award was used by this very contract.
    awards: ground.kind === 'dynamic-purchasing-system' ? evidence.awards.filter(({ id }) => id === ground.proof.award).map((one) => ({ ...one, contract: null })) : [],
  };
  const missing = missingForGround(ground.kind, same, asked, on);
  if (missing.length > 0) throw new AwardNotProven(missing, 'Der Vergabegrund dieses Vertrags trägt diese Änderung nicht.');
  return proveGround(ground.kind, same, asked, on);
}
