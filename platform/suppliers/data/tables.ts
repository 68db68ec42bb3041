import type { SupplierState } from '../domain/supplier.ts';

/** Rows of the suppliers room. */
export type SuppliersTables = {
  'suppliers.supplier': {
    tenant_id: string; id: string; name: string; seat: string; register: string; website: string; state: SupplierState; applied_at: Date; decided_at: Date | null; decided_by: string | null; reason: string | null;
    data_key_id: string; contact: Buffer;
  };
};
