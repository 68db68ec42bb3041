import type { ActionContext } from '@allmende/house';
import { resumeInstance as resume } from '../domain/end-instance.ts';
import type { Instance } from '../domain/instance.ts';
import { changeInstance } from './change-instance.ts';

/** Takes an app into use again, also an ended one as long as its contract stands and its data are there. Throws NotInThisState. */
export async function resumeInstance(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string }): Promise<Instance> {
  return changeInstance(ctx, input.instance, 'operations/instance-resumption-wanted', resume);
}
