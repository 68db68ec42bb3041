import type { Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { Clock } from '@allmende/time';
import type { ImportReport } from './import-edition.ts';

/** The log takes no longer texts. */
const LONGEST = 200;

/** Notes in the platform's log which edition was written, from where, and how much changed by it. */
export async function recordEdition(tx: TenantTx, ctx: { actor: Actor; clock: Clock }, report: ImportReport, source: string): Promise<void> {
  const { appeared, vanished, renamed, moved } = report.difference;
  await record(tx, {
    actor: ctx.actor, action: 'register/edition-imported', subject: { kind: 'edition', id: report.date }, at: ctx.clock.now(),
    facts: {
      source: source.slice(0, LONGEST), places: report.places, authorities: report.authorities, written: report.written,
      appeared: appeared.length, vanished: vanished.length, renamed: renamed.length, moved: moved.length,
    },
  });
}
