import type { InHouseEvidence, InHouseProof } from '@allmende/membership';
import { cents, formatEuro, type Cents } from '@allmende/money';
import { formatDate, type PlainDate } from '@allmende/time';
import { parameterOn, type AwardParameter } from './award-parameter.ts';
import { estimatedValue, type ContractTerm } from './contract-term.ts';
import { AwardNotProven } from './errors.ts';
import type { FrameworkAgreement } from './framework-agreement.ts';
import type { SystemAward } from './system-award.ts';

/** The legal reasons why an order needs no tender of its own. Membership is evidence for the first, no ground of its own. */
export type GroundKind = 'in-house' | 'framework-call-off' | 'dynamic-purchasing-system' | 'direct-order';

/** Every kind with its name. */
export const GROUNDS: readonly { readonly kind: GroundKind; readonly name: { readonly de: string; readonly en: string } }[] = [
  { kind: 'in-house', name: { de: 'Inhouse-Vergabe (§ 108 GWB)', en: 'In-house award (§ 108 GWB)' } },
  { kind: 'framework-call-off', name: { de: 'Einzelabruf aus einem Rahmenvertrag (§ 21 VgV)', en: 'Call-off under a framework agreement (§ 21 VgV)' } },
  { kind: 'dynamic-purchasing-system', name: { de: 'Dynamisches Beschaffungssystem (§§ 22–24 VgV)', en: 'Dynamic purchasing system (§§ 22–24 VgV)' } },
  { kind: 'direct-order', name: { de: 'Direktauftrag unterhalb der Wertgrenze', en: 'Direct order below the threshold' } },
];

export type FrameworkProof = {
  readonly framework: string; readonly title: string; readonly contractor: string; readonly contractorKey: string; readonly reference: string; readonly concludedOn: PlainDate; readonly validFrom: PlainDate; readonly validUntil: PlainDate;
  /** What this call-off counts against the agreement's most, and what was left before it; null where no most was announced. */
  readonly valueCents: Cents; readonly leftCents: Cents | null; readonly ocid: string | null; readonly source: string;
};
export type SystemProof = {
  readonly award: string; readonly system: string; readonly call: string; readonly contractor: string; readonly contractorKey: string; readonly awardedOn: PlainDate; readonly validUntil: PlainDate; readonly centsPerYear: Cents; readonly record: string; readonly systemOcid: string | null;
};
/** Which norms say how high the value may be and how it is counted. */
type FrozenParameter = Pick<AwardParameter, 'value' | 'basis' | 'source' | 'validFrom'>;
export type DirectOrderProof = {
  readonly organisation: string; readonly statutes: string; readonly land: string; readonly valueCents: Cents; readonly threshold: FrozenParameter; readonly counted: FrozenParameter;
};

/** A ground with the proof that held on a day; frozen with the order. */
export type ProvenGround = { readonly provenOn: PlainDate } & (
  | { readonly kind: 'in-house'; readonly proof: InHouseProof }
  | { readonly kind: 'framework-call-off'; readonly proof: FrameworkProof }
  | { readonly kind: 'dynamic-purchasing-system'; readonly proof: SystemProof }
  | { readonly kind: 'direct-order'; readonly proof: DirectOrderProof }
);

/** Everything that could prove a ground for an authority, as it was found. */
export type AwardEvidence = {
  readonly authority: string;
  /** Two digits of its Land. */
  readonly land: string;
  readonly isMember: boolean;
  readonly inHouse: InHouseEvidence;
  /** The body behind the platform by the statutes in force: it is the party of a direct order. */
  readonly provider: { readonly organisation: string; readonly statutes: string } | undefined;
  readonly frameworks: readonly { readonly framework: FrameworkAgreement; readonly calledCents: Cents }[];
  readonly awards: readonly SystemAward[];
  readonly parameters: readonly AwardParameter[];
};

/** What is to be ordered, as far as grounds ask for it. */
export type Asked = { readonly lines: readonly { readonly name: string; readonly offer: string; readonly inHouse: boolean; readonly price: { readonly centsPerYear: Cents } }[]; readonly term: ContractTerm };

type Answer = { readonly proven: ProvenGround } | { readonly missing: readonly string[] };

/** Whether a text names a kind of ground. */
export function isGroundKind(text: string): text is GroundKind {
  return GROUNDS.some((one) => one.kind === text);
}

/** The ground with its proof, valid on the day; throws AwardNotProven with everything that is missing. */
export function proveGround(kind: GroundKind, evidence: AwardEvidence, asked: Asked, on: PlainDate): ProvenGround {
  const answer = tryGround(kind, evidence, asked, on);
  if ('missing' in answer) throw new AwardNotProven(answer.missing);
  return answer.proven;
}

/** What is missing for a ground on a day; empty when it is proven. */
export function missingForGround(kind: GroundKind, evidence: AwardEvidence, asked: Asked, on: PlainDate): readonly string[] {
  const answer = tryGround(kind, evidence, asked, on);
  return 'missing' in answer ? answer.missing : [];
}

/** Who is the other party of a contract on this ground. */
export function partyOf(ground: ProvenGround): { readonly name: string; readonly key: string } {
  if (ground.kind === 'in-house') return { name: ground.proof.organisation, key: `Satzung ${ground.proof.statutes.version}` };
  if (ground.kind === 'direct-order') return { name: ground.proof.organisation, key: `Satzung ${ground.proof.statutes}` };
  return { name: ground.proof.contractor, key: ground.proof.contractorKey };
}

function tryGround(kind: GroundKind, evidence: AwardEvidence, asked: Asked, on: PlainDate): Answer {
  if (kind === 'in-house') return inHouse(evidence, asked, on);
  if (kind === 'framework-call-off') return callOff(evidence, asked, on);
  if (kind === 'dynamic-purchasing-system') return systemAward(evidence, asked, on);
  return directOrder(evidence, asked, on);
}

function inHouse({ inHouse: evidence }: AwardEvidence, { lines }: Asked, on: PlainDate): Answer {
  const outside = lines.filter((line) => !line.inHouse);
  const missing = [...(evidence.proven ? [] : evidence.missing.map((one) => one.message)), ...outside.map((line) => `„${line.name}“ kann nicht auf dem Inhouse-Weg bestellt werden.`)];
  return evidence.proven && missing.length === 0 ? { proven: { kind: 'in-house', provenOn: on, proof: evidence.proof } } : { missing };
}

function callOff(evidence: AwardEvidence, asked: Asked, on: PlainDate): Answer {
  const mayCall = evidence.frameworks.filter(({ framework }) => (framework.authorities.length === 0 ? evidence.isMember : framework.authorities.includes(evidence.authority)));
  const covering = mayCall.filter(({ framework }) => asked.lines.every((line) => framework.offers.includes(line.offer)));
  if (covering.length === 0) return { missing: [mayCall.length === 0 ? 'Für Ihre Behörde ist keine Rahmenvereinbarung eingetragen. Die Betreiberin der Plattform trägt sie ein.' : 'Keine Rahmenvereinbarung, aus der Ihre Behörde abrufen darf, deckt alle Positionen.'] };
  const missing: string[] = [];
  const counted = parameterOn(evidence.parameters, 'estimate-months', '', on);
  for (const { framework, calledCents } of covering) {
    const until = framework.endedOn ?? framework.validUntil;
    if (on < framework.validFrom || on > until) {
      missing.push(`Die Rahmenvereinbarung „${framework.title}“ gilt vom ${formatDate(framework.validFrom)} bis zum ${formatDate(until)}, nicht heute.`);
      continue;
    }
    if (counted === undefined) {
      missing.push(NOT_COUNTED);
      continue;
    }
    const valueCents = estimatedValue(yearly(asked), asked.term, counted.value);
    const leftCents = framework.mostCents === null ? null : cents(framework.mostCents - calledCents);
    if (leftCents !== null && valueCents > leftCents) {
      missing.push(`Aus der Rahmenvereinbarung „${framework.title}“ sind noch ${formatEuro(cents(Math.max(0, leftCents)))} übrig. Die Bestellung kommt auf ${formatEuro(valueCents)}.`);
      continue;
    }
    const { id, title, contractor, contractorKey, reference, concludedOn, validFrom, ocid, source } = framework;
    return { proven: { kind: 'framework-call-off', provenOn: on, proof: { framework: id, title, contractor, contractorKey, reference, concludedOn, validFrom, validUntil: until, valueCents, leftCents, ocid, source } } };
  }
  return { missing };
}

function systemAward(evidence: AwardEvidence, asked: Asked, on: PlainDate): Answer {
  const covering = evidence.awards.filter((one) => one.authority === evidence.authority && one.contract === null && asked.lines.every((line) => one.offers.includes(line.offer)));
  if (covering.length === 0) return { missing: ['Für diese Positionen gibt es keinen offenen Zuschlag aus einem dynamischen Beschaffungssystem an Ihre Behörde.'] };
  const missing: string[] = [];
  for (const { id, system, call, contractor, contractorKey, awardedOn, validUntil, centsPerYear, record, systemOcid } of covering) {
    if (on < awardedOn || on > validUntil) missing.push(`Der Zuschlag „${call}“ galt bis zum ${formatDate(validUntil)}.`);
    else if (yearly(asked) > centsPerYear) missing.push(`Der Zuschlag „${call}“ lautet auf ${formatEuro(centsPerYear)} im Jahr. Die Bestellung kommt auf ${formatEuro(yearly(asked))}.`);
    else return { proven: { kind: 'dynamic-purchasing-system', provenOn: on, proof: { award: id, system, call, contractor, contractorKey, awardedOn, validUntil, centsPerYear, record, systemOcid } } };
  }
  return { missing };
}

const NOT_COUNTED = 'Wie der Wert eines Vertrags geschätzt wird (§ 3 Abs. 11 VgV), ist für heute nicht eingetragen. Die Betreiberin der Plattform trägt es unter „Vergabe“ ein.';

function directOrder(evidence: AwardEvidence, asked: Asked, on: PlainDate): Answer {
  const threshold = parameterOn(evidence.parameters, 'direct-order-threshold', evidence.land, on);
  const counted = parameterOn(evidence.parameters, 'estimate-months', '', on);
  const { provider } = evidence;
  const missing: string[] = [];
  if (threshold === undefined) missing.push('Für Ihr Land ist keine Wertgrenze für Direktaufträge eingetragen, die heute gilt. Ohne sie ist dieser Weg nicht möglich. Die Betreiberin der Plattform trägt sie mit ihrer Quelle ein.');
  if (counted === undefined) missing.push(NOT_COUNTED);
  if (provider === undefined) missing.push('Für diesen Tag ist keine Fassung der Satzung eingetragen, die die Auftragnehmerin nennt.');
  if (threshold === undefined || counted === undefined || provider === undefined) return { missing };
  const valueCents = estimatedValue(yearly(asked), asked.term, counted.value);
  if (valueCents > threshold.value) return { missing: [`Der geschätzte Wert des Vertrags ist ${formatEuro(valueCents)}, die Wertgrenze für Direktaufträge ${formatEuro(cents(threshold.value))} (${threshold.basis}).`] };
  const frozen = ({ value, basis, source, validFrom }: AwardParameter): FrozenParameter => ({ value, basis, source, validFrom });
  return { proven: { kind: 'direct-order', provenOn: on, proof: { ...provider, land: evidence.land, valueCents, threshold: frozen(threshold), counted: frozen(counted) } } };
}

function yearly({ lines }: Asked): Cents {
  return cents(lines.reduce((sum, line) => sum + line.price.centsPerYear, 0));
}
