import type { ActionContext } from '@allmende/house';
import { NotInThisState } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import { changeInstance } from './change-instance.ts';

/** Asks for an archive of all data while the app goes on; it lies ready soon after. Throws NotInThisState for an ended app, whose archive comes by itself. */
export async function requestArchive(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string }): Promise<Instance> {
  return changeInstance(ctx, input.instance, 'operations/archive-wanted', (instance, now) => {
    if (instance.wanted === 'removed') throw new NotInThisState('Die Anwendung ist beendet. Das Archiv ihrer Daten entsteht von selbst.');
    return { ...instance, archiveWantedAt: instance.archiveWantedAt ?? now };
  });
}
