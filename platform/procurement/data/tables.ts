import type { PlainDate } from '@allmende/time';
import type { AgreementBlock } from '../domain/agreement-text.ts';
import type { Amendment, AmendmentContent, AmendmentState } from '../domain/amendment.ts';
import type { ClearanceCheck } from '../domain/clearance.ts';
import type { ParameterName } from '../domain/award-parameter.ts';
import type { Contract, DocumentKind } from '../domain/contract.ts';
import type { Order, OrderState } from '../domain/order.ts';
import type { Parameters } from '../domain/order-line.ts';

type Stored<Kept> = Kept extends { at: Date } ? Omit<Kept, 'at'> & { at: string } : never;
type StoredChecks = { budget: Stored<NonNullable<Order['checks']['budget']>> | null; council: Stored<NonNullable<Order['checks']['council']>> | null };

/** What of an order lies in one JSON column; instants are texts there. */
export type OrderContent = Pick<Order, 'title' | 'category' | 'lines' | 'ground' | 'commitment' | 'choice' | 'proven'> & Partial<Pick<Order, 'term' | 'chain'>> & {
  checks?: StoredChecks;
  closed: (Omit<NonNullable<Order['closed']>, 'at'> & { at: string }) | null;
  declared: (Omit<NonNullable<Order['declared']>, 'at'> & { at: string }) | null;
};

/** What of a contract lies in one JSON column. */
export type ContractContent = Pick<Contract, 'category' | 'customer' | 'provider' | 'subject' | 'lines' | 'ground' | 'commitment'> & Partial<Pick<Contract, 'term' | 'terms'>> & { declared: OrderContent['declared'] };

/** What of an amendment lies in one JSON column; those from before there were new prices hold less. */
type StoredAmendment = Pick<AmendmentContent, 'title' | 'text' | 'term'> & Partial<Pick<Amendment, 'price' | 'chain' | 'proven'>> & { checks?: StoredChecks; declared?: OrderContent['declared'] };

/** What of a contract other members may see. */
export type PublishedOffer = { readonly offer: string; readonly solution: string; readonly app: string; readonly plan: string; readonly name: string; readonly parameters: Parameters; readonly scope?: string };

/** Rows of the procurement room. */
export type ProcurementTables = {
  'procurement.purchase_order': {
    tenant_id: string; id: string; need_id: string; state: OrderState; version: number; authors: string[]; created_at: Date; taken_over_from: string | null; submitted_by: string | null; submitted_at: Date | null;
    approved_by: string | null; approved_at: Date | null; contract_id: string | null; choice_sha256: string | null; content: OrderContent;
  };
  'procurement.contract': {
    tenant_id: string; id: string; number: string; order_id: string; need_id: string; agreement_id: string; data_key_id: string; approved_by: string; approved_at: Date; concluded_at: Date; starts_on: PlainDate;
    ends_on: PlainDate | null; cents_per_year: number; content: ContractContent; notice: { by: string; at: string; lastDay: PlainDate } | null;
  };
  'procurement.processing_agreement': {
    tenant_id: string; id: string; contract_id: string; text_version: string; text_source: string; text_valid_from: PlainDate; blocks: AgreementBlock[]; concluded_at: Date;
  };
  'procurement.contract_document': { tenant_id: string; contract_id: string; kind: DocumentKind; file_id: string; sha256: string; size_bytes: number; stored_at: Date };
  'procurement.contract_amendment': {
    tenant_id: string; contract_id: string; number: number; state: AmendmentState; effective_on: PlainDate; content: StoredAmendment; proposed_by: string; proposed_at: Date; decided_by: string | null; decided_at: Date | null;
  };
  'procurement.clearance': { tenant_id: string; id: string; app: string; version: string; content: ClearanceCheck & { title: string }; cleared_by: string; cleared_at: Date };
  'procurement.contract_reminder': { tenant_id: string; contract_id: string; notice_by: PlainDate; reminded_at: Date };
  'procurement.approval_rule': {
    tenant_id: string; valid_from: PlainDate; budget_from_cents: number | null; head_from_cents: number | null; council_from_cents: number | null; basis: string; entered_by: string; entered_at: Date;
  };
  'procurement.award_parameter': { name: ParameterName; land: string; valid_from: PlainDate; valid_until: PlainDate | null; value: number; basis: string; source: string; entered_by: string; entered_at: Date };
  'procurement.framework_agreement': {
    id: string; title: string; contractor: string; contractor_key: string; reference: string; concluded_on: PlainDate; valid_from: PlainDate; valid_until: PlainDate; longer_because: string | null; most_cents: number | null; offers: string[];
    authorities: string[]; ocid: string | null; source: string; ended_on: PlainDate | null; entered_by: string; entered_at: Date;
  };
  'procurement.system_award': {
    id: string; authority: string; system: string; call: string; contractor: string; contractor_key: string; offers: string[]; cents_per_year: number; awarded_on: PlainDate; valid_until: PlainDate; record: string; system_ocid: string | null;
    contract: string | null; entered_by: string; entered_at: Date;
  };
  'procurement.agreement_text': { version: string; source: string; valid_from: PlainDate; blocks: AgreementBlock[]; entered_by: string; entered_at: Date };
  'procurement.published_contract': { contract: string; authority: string; category: string; offers: PublishedOffer[]; since: PlainDate; until: PlainDate | null };
};
