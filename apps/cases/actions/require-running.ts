import type { TenantTx } from '@allmende/database';
import { findAppState } from '../data/app-state.ts';
import { CasesNotRunning } from '../domain/errors.ts';

/** Refuses work while the authority has not ordered the app or has paused it. */
export async function requireRunning(tx: TenantTx): Promise<void> {
  if ((await findAppState(tx)) !== 'running') throw new CasesNotRunning();
}
