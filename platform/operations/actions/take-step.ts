import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { getInstanceRow } from '../data/instance.ts';
import { ASKED_ARCHIVE_DAYS } from '../domain/archive-record.ts';
import { returnData } from '../domain/end-instance.ts';
import { instanceDataReturned } from '../domain/events.ts';
import type { Releases } from '../domain/releases.ts';
import type { Runtime } from '../domain/runtime.ts';
import type { StepName } from '../domain/step.ts';
import { makeArchive } from './make-archive.ts';
import { removeInstance } from './remove-instance.ts';
import { specOf } from './spec-of.ts';
import { isPassageStep, takePassageStep } from './take-passage-step.ts';

/** Does one step for an instance through its runtime. */
export async function takeStep(ctx: ActionContext, runtime: Runtime, releases: Releases | undefined, id: string, step: StepName): Promise<void> {
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, id));
  if (isPassageStep(step)) return takePassageStep(ctx, runtime, releases, instance, step);
  switch (step) {
    case 'start':
    case 'resume':
    case 'restart':
    case 'suspend': return runtime.apply(ctx, instance, await specOf(ctx, instance, step === 'suspend' ? 'suspended' : 'running'));
    case 'archive': {
      await makeArchive(ctx, runtime, instance, { reason: 'asked', keepDays: ASKED_ARCHIVE_DAYS, adopt: async (_tx, fresh) => ({ ...fresh, archiveWantedAt: undefined }) });
      return;
    }
    case 'return-data': {
      await makeArchive(ctx, runtime, instance, {
        reason: 'exit', keepDays: undefined,
        adopt: async (tx, fresh, archive) => {
          // It may have been taken back while the archive was being made.
          if (fresh.wanted !== 'removed') return fresh;
          await emit(tx, instanceDataReturned(fresh.id, { instance: fresh.id, app: fresh.app, contract: fresh.contractId }));
          return returnData(fresh, archive.madeAt);
        },
      });
      return;
    }
    case 'remove': return removeInstance(ctx, runtime, instance);
    case 'restore': throw new Error('an instance is restored by a person, not by the reconciler');
  }
}
