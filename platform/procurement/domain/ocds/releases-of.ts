import { sumCents, timesFraction } from '@allmende/money';
import { addDays, addMonths, berlinMidnight, type PlainDate } from '@allmende/time';
import type { Contract, DocumentKind } from '../contract.ts';
import { termDays } from '../contract-term.ts';
import { GROUNDS, type GroundKind, type ProvenGround } from '../ground-for-award.ts';
import type { Order } from '../order.ts';
import type { OrderLine } from '../order-line.ts';
import type { Amendment } from '../amendment.ts';
import { linesOn, yearlySum } from '../price-change.ts';
import { proofDefinitions } from '../proof-definitions.ts';
import type { StoredChoice } from '../order-choice.ts';
import type { OcdsAward, OcdsContract, OcdsItem, OcdsParty, OcdsPlanning, OcdsReference, OcdsRelease } from './ocds-release.ts';

/** Everything that the releases of an order tell. */
export type OcdsSource = {
  /** Registered with the Open Contracting Partnership, or the placeholder. */
  readonly prefix: string;
  readonly order: Order;
  /** The frozen choice; orders from before have none. */
  readonly choice?: StoredChoice | undefined;
  readonly contract: Contract | undefined;
  readonly documents: readonly { readonly kind: DocumentKind; readonly storedAt: Date }[];
  /** Agreed amendments of the contract. */
  readonly amendments?: readonly Amendment[];
  /** The authority as it is called, with its Regionalschlüssel. */
  readonly buyer: { readonly name: string; readonly ars: string };
};

const METHODS: Record<GroundKind, 'direct' | 'selective'> = { 'in-house': 'direct', 'framework-call-off': 'selective', 'dynamic-purchasing-system': 'selective', 'direct-order': 'direct' };
const DOCUMENTS: Record<string, { readonly documentType: string; readonly title: string }> = {
  contract: { documentType: 'contractSigned', title: 'Vertrag' }, 'processing-agreement': { documentType: 'contractAnnexe', title: 'Vereinbarung zur Auftragsverarbeitung' },
};

/**
 * What happened to an order as OCDS releases, oldest first; none before it is handed in. Each carries what it changes, so that merging them gives the present state. Nothing that a person typed about another, and no account, is
 * in them. A contract without fixed term has no total: prices stand with the items, per year. Source: OCDS 1.1.5, guidance on releases and merging.
 */
export function releasesOf({ prefix, order, choice, contract, documents, amendments = [], buyer: authority }: OcdsSource): OcdsRelease[] {
  const { submitted, approved, closed } = order;
  if (submitted === null) return [];
  const ocid = `${prefix}-${order.id}`;
  const release = (name: string, at: Date, rest: Pick<OcdsRelease, 'tag'> & Partial<OcdsRelease>): OcdsRelease => ({ ocid, id: `${ocid}-${name}`, date: at.toISOString(), initiationType: 'tender', language: 'de', ...rest });
  const buyer: OcdsReference = { id: `DE-ARS-${authority.ars}`, name: contract?.customer.name ?? authority.name };
  const party: OcdsParty = { ...buyer, identifier: { scheme: 'DE-ARS', id: authority.ars, legalName: buyer.name }, roles: ['buyer', 'procuringEntity'] };
  const items = order.lines.map(itemOf);
  const tender = { id: order.id };
  const award = { id: `${order.id}-award` };
  const related = relatedOf(order);
  const found: OcdsRelease[] = [release('submitted', submitted.at, {
    tag: ['planning'], parties: [party], buyer, ...(choice === undefined ? {} : { planning: planningOf(choice) }),
    tender: {
      ...tender, title: order.title, status: 'planning', mainProcurementCategory: 'services', procuringEntity: buyer, items,
      ...(order.ground === null ? {} : { procurementMethod: METHODS[order.ground], procurementMethodDetails: nameOf(order.ground) }),
    },
  })];
  const isPending = approved !== null && (contract === undefined || approved.at < contract.concludedAt);
  const rationale = order.proven === null ? {} : { procurementMethodRationale: rationaleOf(order.proven) };
  if (isPending) found.push(release('approved', approved.at, { tag: ['award'], ...related, tender: { ...tender, status: 'planning', ...rationale }, awards: [{ ...award, title: order.title, status: 'pending', date: approved.at.toISOString(), items }] }));
  if (closed !== null) {
    const awards: readonly OcdsAward[] = isPending ? [{ ...award, status: 'cancelled', date: approved.at.toISOString() }] : [];
    found.push(release(order.state, closed.at, { tag: isPending ? ['tenderCancellation', 'awardCancellation'] : ['tenderCancellation'], tender: { ...tender, status: 'cancelled' }, ...(awards.length === 0 ? {} : { awards }) }));
  }
  if (contract !== undefined) found.push(...contractReleases(contract, { release, party, related, tender: { ...tender, status: 'complete', ...rationale }, award, documents, amendments, title: order.title }));
  return found.toSorted((one, other) => Date.parse(one.date) - Date.parse(other.date));
}

type Told = {
  readonly related: Pick<OcdsRelease, 'relatedProcesses'>;
  readonly release: (name: string, at: Date, rest: Pick<OcdsRelease, 'tag'> & Partial<OcdsRelease>) => OcdsRelease; readonly party: OcdsParty; readonly tender: NonNullable<OcdsRelease['tender']>;
  readonly award: { readonly id: string }; readonly documents: OcdsSource['documents']; readonly amendments: readonly Amendment[]; readonly title: string;
};

function contractReleases(contract: Contract, { release, related, party, tender, award, documents, amendments, title }: Told): OcdsRelease[] {
  const supplier: OcdsReference = { id: 'supplier', name: contract.provider.name };
  const items = contract.lines.map(itemOf);
  const own = { id: contract.id, awardID: award.id };
  const startDate = startOf(contract.startsOn).toISOString();
  const signed: OcdsContract = { ...own, title: `${contract.number}: ${contract.subject}`, status: 'active', dateSigned: contract.concludedAt.toISOString(), period: { startDate, ...endOf(contract) }, items, ...valueOf(contract) };
  const found = [release('concluded', contract.concludedAt, {
    tag: ['award', 'contract'], ...related, parties: [party, { ...supplier, roles: ['supplier'] }], tender,
    awards: [{ ...award, title, status: 'active', date: contract.concludedAt.toISOString(), suppliers: [supplier], items }], contracts: [signed],
  })];
  for (const { kind, storedAt } of documents) {
    found.push(release(`document-${kind}`, later(storedAt, contract.concludedAt), {
      tag: ['contractUpdate'], contracts: [{ ...own, documents: [{ id: kind, ...documentOf(kind), format: 'application/pdf', language: 'de', datePublished: storedAt.toISOString() }] }],
    }));
  }
  for (const [place, { number, title: changed, decided, effectiveOn, price }] of amendments.entries()) {
    if (decided === null) continue;
    const at = later(decided.at, contract.concludedAt);
    const known = amendments.slice(0, place + 1);
    const priced = price === null ? {} : { items: linesOn(contract.lines, known).map(itemOf), ...valueOf(contract, known) };
    const releaseID = found[0]?.id ?? '';
    found.push(release(`amendment-${number}`, at, { tag: ['contractAmendment'], contracts: [{ ...own, ...priced, amendments: [{ id: String(number), date: at.toISOString(), description: `${changed} (gilt ab ${effectiveOn})`, ...(price === null ? {} : { rationale: price.basis }), amendsReleaseID: releaseID, releaseID: `${releaseID.slice(0, -'concluded'.length)}amendment-${number}` }] }] }));
  }
  // Of the end only the day is known, its last; it never comes before what went before it.
  if (contract.endsOn !== null) {
    const endDate = new Date(startOf(addDays(contract.endsOn, 1)).getTime() - 1000);
    const last = found.reduce((at, one) => later(at, new Date(one.date)), contract.concludedAt);
    found.push(release('ended', later(endDate, last), { tag: ['contractTermination'], contracts: [{ ...own, status: 'terminated', period: { endDate: endDate.toISOString() } }] }));
  }
  return found;
}

// How it was chosen, in numbers; the whole is a file of its own, found by its hash. Nothing that a person typed is in it.
function planningOf({ choice: { candidates, search }, sha256, frozenAt }: StoredChoice): OcdsPlanning {
  const offers = candidates.flatMap((one) => one.offers);
  return {
    rationale: `Auswahl aus dem gemeinsamen Store: ${candidates.length} Lösungen mit ${offers.length} Angeboten festgehalten, jeweils mit Preis, Prüfstufe, Lizenz und Angaben zur Nachhaltigkeit${search.leftOut === 0 ? '' : `; bis zu ${search.leftOut} weitere Treffer nicht einzeln`}.`,
    documents: [{ id: 'choice', documentType: 'marketStudies', title: 'Auswahl: Suche, Lösungen, Angebote und Preise', description: `SHA-256 ${sha256}`, format: 'application/json', language: 'de', datePublished: frozenAt.toISOString() }],
  };
}

// OCDS names the first stage by its own process; without its ocid nothing is told.
function relatedOf(order: Order): Pick<OcdsRelease, 'relatedProcesses'> {
  const ocid = order.proven?.kind === 'framework-call-off' ? order.proven.proof.ocid : order.proven?.kind === 'dynamic-purchasing-system' ? order.proven.proof.systemOcid : null;
  return ocid === null ? {} : { relatedProcesses: [{ id: 'framework', relationship: ['framework'], scheme: 'ocid', identifier: ocid }] };
}

function itemOf(line: OrderLine): OcdsItem {
  const description = [line.name, line.description, line.scope].filter((text) => text !== undefined && text !== '').join('. ');
  return { id: String(line.position), description, quantity: 1, unit: { name: 'Jahr', value: { amount: line.price.centsPerYear / 100, currency: 'EUR' } } };
}

function documentOf(kind: DocumentKind): { readonly documentType: string; readonly title: string } {
  return DOCUMENTS[kind] ?? { documentType: 'contractAnnexe', title: `Nachtrag ${kind.slice('amendment-'.length)}` };
}

function rationaleOf(ground: ProvenGround): string {
  return proofDefinitions(ground).map(({ term, description }) => `${term}: ${description}`).join('. ');
}

function nameOf(ground: GroundKind): string {
  return GROUNDS.find((one) => one.kind === ground)?.name.de ?? ground;
}

// A fixed term that ends by itself has a last day and a total; every other contract has neither.
function endOf({ term, startsOn }: Contract): { readonly endDate?: string } {
  const days = termDays(term, startsOn, startsOn);
  return days === undefined || days.renews ? {} : { endDate: new Date(startOf(addDays(days.lastDay, 1)).getTime() - 1000).toISOString() };
}

// Each month counts with the prices of its first day.
function valueOf({ lines, startsOn, term }: Contract, amendments: readonly Amendment[] = []): Pick<OcdsContract, 'value'> {
  if (term.months === null || term.renewsMonths !== null) return {};
  const yearly = Array.from({ length: term.months }, (_, month) => yearlySum(linesOn(lines, amendments, addMonths(startsOn, month))));
  return { value: { amount: timesFraction(sumCents(yearly), 1, 12) / 100, currency: 'EUR' } };
}

function startOf(day: PlainDate): Date {
  return berlinMidnight(day);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
