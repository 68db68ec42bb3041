import type { PlainDate } from '@allmende/time';
import type { Evidence } from '../domain/evidence.ts';
import type { ListingState, WorkState } from '../domain/solution.ts';
import type { Advisory } from '../domain/supply-chain/advisory.ts';

/** Rows of the vetting room; JSON is written as text. */
export type VettingTables = {
  'vetting.solution': {
    tenant_id: string; id: string; supplier: string; name: string; identity: string | null; state: WorkState; listing: ListingState; revision: number; published_revision: number | null; approved_revision: number | null; approved_by: string | null;
    slug: string | null; reason: string | null; data_key_id: string; created_at: Date; changed_at: Date;
  };
  'vetting.revision': { tenant_id: string; solution_id: string; number: number; hash: string; content: Buffer; version: string | null; released_on: PlainDate | null; handed_in_at: Date; published_on: PlainDate | null };
  'vetting.evidence': {
    tenant_id: string; id: string; solution_id: string; check_id: string; outcome: 'passed' | 'failed'; findings: Evidence['findings'] | string; facts: Evidence['facts'] | string; hash: string; recorded_at: Date; recorded_on: PlainDate;
    expires_on: PlainDate | null; author: Evidence['author']; recorded_by: string; revision: number | null; file_id: string | null; file_name: string | null;
  };
  'vetting.review': { tenant_id: string; evidence_id: string; outcome: 'confirmed' | 'returned'; reason: string | null; reviewed_at: Date; reviewed_by: string };
  'vetting.message': { tenant_id: string; id: string; solution_id: string; author: 'supplier' | 'operator'; written_by: string; written_at: Date; text: Buffer };
  'vetting.advisory': { tenant_id: string; ecosystem: string; package: string; id: string; modified: Date; advisory: Advisory | string };
  'vetting.advisory_import': { tenant_id: string; id: string; hash: string; advisories: number; unreadable: number; imported_at: Date; imported_on: PlainDate; imported_by: string };
};
