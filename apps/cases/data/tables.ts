import type { Generated } from 'kysely';
import type { CaseState } from '../domain/case-file.ts';
import type { NoticeService } from '../domain/notice.ts';

export type ActionKind = 'opened' | 'assigned' | 'released' | 'decided' | 'posted' | 'closed' | 'evidence' | 'objected';

export type CasesTables = {
  'cases.app_state': { tenant_id: string; state: 'running' | 'suspended'; since: Date };
  'cases.case_file': {
    tenant_id: string; id: string; application_id: string; reference: string; service: string; service_name_de: string; service_name_en: string; place_ars: string; place_name: string; state: CaseState; is_open: Generated<boolean>; flags: string[];
    applicant_name: string | null; received_at: Date; due_on: string | null; assigned_to: string | null; assigned_name: string | null; decided_at: Date | null; closed_at: Date | null; version: number; data_key_id: string; sealed: Buffer;
  };
  'cases.case_action': { tenant_id: string; id: string; case_id: string; kind: ActionKind; actor_kind: 'staff' | 'system'; actor_id: string | null; at: Date; sealed: Buffer };
  'cases.notice': {
    tenant_id: string; id: string; case_id: string; decision: string; due_on: string | null; issued_at: Date; issued_by: string; sealed: Buffer; pdf_file_id: string | null; service: NoticeService; posted_on: string | null;
  };
  'cases.case_evidence': { tenant_id: string; id: string; case_id: string; file_id: string | null; sealed: Buffer; received_at: Date };
  'cases.deleted_case': { tenant_id: string; application_id: string; case_id: string; deleted_at: Date };
};
