import type { Generated } from 'kysely';
import type { CaseState } from '../domain/case-file.ts';
import type { NoticeService } from '../domain/notice.ts';
import type { RetentionRule } from '../domain/retention.ts';

export type ActionKind = 'opened' | 'assigned' | 'released' | 'decided' | 'posted' | 'closed' | 'evidence' | 'objected' | 'posting-undone' | 'office-asked' | 'statement' | 'request-withdrawn' | 'deletion-asked' | 'deletion-stopped' | 'requested' | 'withdrawn' | 'message' | 'seen';

export type CasesTables = {
  'cases.app_state': { tenant_id: string; state: 'running' | 'suspended'; since: Date };
  'cases.case_file': {
    tenant_id: string; id: string; application_id: string; reference: string; service: string; service_name_de: string; service_name_en: string; place_ars: string; place_name: string; state: CaseState; is_open: Generated<boolean>; flags: string[];
    applicant_name: string | null; received_at: Date; due_on: string | null; assigned_to: string | null; assigned_name: string | null; decided_at: Date | null; closed_at: Date | null; version: number; data_key_id: string; sealed: Buffer;
    kept_until: Generated<string | null>; deletion_asked_by: Generated<string | null>; deletion_asked_name: Generated<string | null>; deletion_asked_at: Generated<Date | null>;
    complete_on_arrival: Generated<boolean | null>;
  };
  'cases.case_word': { tenant_id: string; word: string; received_at: Date; case_id: string };
  'cases.case_action': { tenant_id: string; id: string; case_id: string; kind: ActionKind; actor_kind: 'staff' | 'system'; actor_id: string | null; at: Date; sealed: Buffer };
  'cases.notice': {
    tenant_id: string; id: string; case_id: string; decision: string; due_on: string | null; issued_at: Date; issued_by: string; sealed: Buffer; pdf_file_id: string | null; service: NoticeService; posted_on: string | null; print_batch_id: Generated<string | null>;
  };
  'cases.case_evidence': { tenant_id: string; id: string; case_id: string; file_id: string | null; sealed: Buffer; received_at: Date };
  'cases.print_batch': { tenant_id: string; id: string; made_at: Date; made_by: string; made_by_name: string; posted_on: string | null; posted_at: Date | null };
  'cases.participation': {
    tenant_id: string; id: string; case_id: string; office_tenant: string; office_name: string; due_on: string; asked_at: Date; asked_by: string; state: 'asked' | 'answered' | 'withdrawn'; answered_at: Date | null; sealed: Buffer;
  };
  'cases.statement_request': {
    tenant_id: string; id: string; from_tenant: string; from_name: string; reference: string; service_name_de: string; service_name_en: string; due_on: string; asked_at: Date; state: 'asked' | 'answered' | 'withdrawn';
  };
  'cases.text_block': { tenant_id: string; id: string; service: string; title: string; body: string; version: number; changed_at: Date; changed_by_name: string };
  'cases.retention_rule': { tenant_id: string; service: string; count: number; unit: RetentionRule['unit']; begins: RetentionRule['begins']; deletion: RetentionRule['deletion']; source: string; entered_by_name: string; entered_at: Date };
  'cases.bulk_run': {
    tenant_id: string; id: string; kind: 'assign' | 'request' | 'decide'; authority_name: Generated<string>; state: 'waiting' | 'running' | 'done' | 'refused'; assign_to: string | null; assign_name: string | null; decision: string | null; started_by: string; started_name: string; started_at: Date;
    confirmed_by: string | null; confirmed_name: string | null; confirmed_at: Date | null; finished_at: Date | null;
  };
  'cases.bulk_item': { tenant_id: string; run_id: string; case_id: string; position: number; reference: string; service: string; version: number; outcome: Generated<'open' | 'done' | 'unchanged'>; reason: string | null };
  'cases.document_request': { tenant_id: string; id: string; case_id: string; due_on: string; asked_at: Date; sealed: Buffer };
  'cases.deleted_case': { tenant_id: string; application_id: string; case_id: string; deleted_at: Date };
};
