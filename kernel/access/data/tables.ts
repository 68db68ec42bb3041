import type { PlainDate } from '@allmende/time';

/** Rows of the access room. */
export type AccessTables = {
  'access.role_grant': {
    tenant_id: string;
    id: string;
    account_id: string;
    role: string;
    valid_from: PlainDate;
    valid_until: PlainDate | null;
    granted_by: string | null;
    revoked_at: Date | null;
    revoked_by: string | null;
    deputy_for: string | null;
    source: 'person' | 'directory';
    service: string | null;
  };
};
