import type { TenantTx } from '@allmende/database';
import { findCase } from '../data/case-file.ts';
import type { CaseFile } from '../domain/case-file.ts';

/** The case of this id; undefined when there is none. For rooms that stand beside cases; whoever calls checks what it may see. */
export async function caseWithId(tx: TenantTx, id: string): Promise<CaseFile | undefined> {
  return (await findCase(tx, id))?.file;
}
