import type { PlainDate } from '@allmende/time';
import type { ApplicationState } from '../domain/membership-application.ts';

/** Rows of the membership room. */
export type MembershipTables = {
  'membership.member': { authority: string; joined_on: PlainDate; left_on: PlainDate | null; founding: boolean; decision: string; decided_on: PlainDate; decision_text: string; decided_by: string; entered_at: Date };
  'membership.statutes': { version: string; organisation: string; dated: PlainDate; valid_from: PlainDate; valid_until: PlainDate | null; label: string | null; source: string; entered_by: string; entered_at: Date };
  'membership.private_share': { valid_from: PlainDate; valid_until: PlainDate | null; holder: string; source: string; entered_by: string; entered_at: Date };
  'membership.application': {
    tenant_id: string; id: string; authority: string; state: ApplicationState; received_at: Date; data_key_id: string; contact: Buffer; decided_on: PlainDate | null; decided_by: string | null; reason: string | null;
  };
};
