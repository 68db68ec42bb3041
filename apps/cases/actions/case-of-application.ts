import type { TenantTx } from '@allmende/database';
import { findCase, findCaseOfApplication } from '../data/case-file.ts';
import type { CaseFile } from '../domain/case-file.ts';

/** The case that an application became; undefined before it has arrived and after it was deleted. For rooms that stand beside cases; whoever calls has checked that it may. */
export async function caseOfApplication(tx: TenantTx, application: string): Promise<CaseFile | undefined> {
  const id = await findCaseOfApplication(tx, application);
  return id === undefined ? undefined : (await findCase(tx, id))?.file;
}
