import { berlinMidnight, addDays, type PlainDate } from '@allmende/time';
import type { Contract, DocumentKind } from '../contract.ts';
import { GROUNDS, type GroundKind, type ProvenGround } from '../ground-for-award.ts';
import type { Order } from '../order.ts';
import type { OrderLine } from '../order-line.ts';
import type { OcdsAward, OcdsContract, OcdsItem, OcdsParty, OcdsReference, OcdsRelease } from './ocds-release.ts';

/** Everything that the releases of an order tell. */
export type OcdsSource = {
  /** Registered with the Open Contracting Partnership, or the placeholder. */
  readonly prefix: string;
  readonly order: Order;
  readonly contract: Contract | undefined;
  readonly documents: readonly { readonly kind: DocumentKind; readonly storedAt: Date }[];
  /** The authority as it is called, with its Regionalschlüssel. */
  readonly buyer: { readonly name: string; readonly ars: string };
};

const METHODS: Record<GroundKind, 'direct' | 'selective'> = { 'in-house': 'direct', 'framework-call-off': 'selective', 'dynamic-purchasing-system': 'selective', 'direct-order': 'direct', membership: 'direct' };
const DOCUMENTS: Record<DocumentKind, { readonly documentType: string; readonly title: string }> = {
  contract: { documentType: 'contractSigned', title: 'Vertrag' }, 'processing-agreement': { documentType: 'contractAnnexe', title: 'Vereinbarung zur Auftragsverarbeitung' },
};

/**
 * What happened to an order as OCDS releases, oldest first; none before it is handed in. Each carries what it changes, so that merging them gives the present state. Nothing that a person typed about another, and no account, is
 * in them. A contract without fixed term has no total: prices stand with the items, per year. Source: OCDS 1.1.5, guidance on releases and merging.
 */
export function releasesOf({ prefix, order, contract, documents, buyer: authority }: OcdsSource): OcdsRelease[] {
  const { submitted, approved, closed } = order;
  if (submitted === null) return [];
  const ocid = `${prefix}-${order.id}`;
  const release = (name: string, at: Date, rest: Pick<OcdsRelease, 'tag'> & Partial<OcdsRelease>): OcdsRelease => ({ ocid, id: `${ocid}-${name}`, date: at.toISOString(), initiationType: 'tender', language: 'de', ...rest });
  const buyer: OcdsReference = { id: `DE-ARS-${authority.ars}`, name: contract?.customer.name ?? authority.name };
  const party: OcdsParty = { ...buyer, identifier: { scheme: 'DE-ARS', id: authority.ars, legalName: buyer.name }, roles: ['buyer', 'procuringEntity'] };
  const items = order.lines.map(itemOf);
  const tender = { id: order.id };
  const award = { id: `${order.id}-award` };
  const found: OcdsRelease[] = [release('submitted', submitted.at, {
    tag: ['planning'], parties: [party], buyer,
    tender: {
      ...tender, title: order.title, status: 'planning', mainProcurementCategory: 'services', procuringEntity: buyer, items,
      ...(order.ground === null ? {} : { procurementMethod: METHODS[order.ground], procurementMethodDetails: nameOf(order.ground) }),
    },
  })];
  const isPending = approved !== null && (contract === undefined || approved.at < contract.concludedAt);
  const rationale = order.proven === null ? {} : { procurementMethodRationale: rationaleOf(order.proven) };
  if (isPending) found.push(release('approved', approved.at, { tag: ['award'], tender: { ...tender, status: 'planning', ...rationale }, awards: [{ ...award, title: order.title, status: 'pending', date: approved.at.toISOString(), items }] }));
  if (closed !== null) {
    const awards: readonly OcdsAward[] = isPending ? [{ ...award, status: 'cancelled', date: approved.at.toISOString() }] : [];
    found.push(release(order.state, closed.at, { tag: isPending ? ['tenderCancellation', 'awardCancellation'] : ['tenderCancellation'], tender: { ...tender, status: 'cancelled' }, ...(awards.length === 0 ? {} : { awards }) }));
  }
  if (contract !== undefined) found.push(...contractReleases(contract, { release, party, tender: { ...tender, status: 'complete', ...rationale }, award, documents, title: order.title }));
  return found.toSorted((one, other) => Date.parse(one.date) - Date.parse(other.date));
}

type Told = {
  readonly release: (name: string, at: Date, rest: Pick<OcdsRelease, 'tag'> & Partial<OcdsRelease>) => OcdsRelease; readonly party: OcdsParty; readonly tender: NonNullable<OcdsRelease['tender']>;
  readonly award: { readonly id: string }; readonly documents: OcdsSource['documents']; readonly title: string;
};

function contractReleases(contract: Contract, { release, party, tender, award, documents, title }: Told): OcdsRelease[] {
  const supplier: OcdsReference = { id: 'supplier', name: contract.provider.name };
  const items = contract.lines.map(itemOf);
  const own = { id: contract.id, awardID: award.id };
  const startDate = startOf(contract.startsOn).toISOString();
  const signed: OcdsContract = { ...own, title: `${contract.number}: ${contract.subject}`, status: 'active', dateSigned: contract.concludedAt.toISOString(), period: { startDate }, items };
  const found = [release('concluded', contract.concludedAt, {
    tag: ['award', 'contract'], parties: [party, { ...supplier, roles: ['supplier'] }], tender,
    awards: [{ ...award, title, status: 'active', date: contract.concludedAt.toISOString(), suppliers: [supplier], items }], contracts: [signed],
  })];
  for (const { kind, storedAt } of documents) {
    found.push(release(`document-${kind}`, later(storedAt, contract.concludedAt), {
      tag: ['contractUpdate'], contracts: [{ ...own, documents: [{ id: kind, ...DOCUMENTS[kind], format: 'application/pdf', language: 'de', datePublished: storedAt.toISOString() }] }],
    }));
  }
  // Of the end only the day is known, its last; it never comes before what went before it.
  if (contract.endsOn !== null) {
    const endDate = new Date(startOf(addDays(contract.endsOn, 1)).getTime() - 1000);
    const last = found.reduce((at, one) => later(at, new Date(one.date)), contract.concludedAt);
    found.push(release('ended', later(endDate, last), { tag: ['contractTermination'], contracts: [{ ...own, status: 'terminated', period: { endDate: endDate.toISOString() } }] }));
  }
  return found;
}

function itemOf(line: OrderLine): OcdsItem {
  const description = [line.name, line.description, line.scope].filter((text) => text !== undefined && text !== '').join('. ');
  return { id: String(line.position), description, quantity: 1, unit: { name: 'Jahr', value: { amount: line.price.centsPerYear / 100, currency: 'EUR' } } };
}

function rationaleOf({ provenOn, proof }: ProvenGround): string {
  const { organisation, statutes, admission } = proof;
  return `Nachgewiesen am ${provenOn}: Mitglied von ${organisation} seit ${admission.joinedOn} (Beschluss vom ${admission.decidedOn}), Satzung ${statutes.version} vom ${statutes.dated}.`;
}

function nameOf(ground: GroundKind): string {
  return GROUNDS.find((one) => one.kind === ground)?.name.de ?? ground;
}

function startOf(day: PlainDate): Date {
  return berlinMidnight(day);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
