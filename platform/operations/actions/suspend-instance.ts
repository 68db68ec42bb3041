import type { ActionContext } from '@allmende/house';
import { suspendInstance as suspend } from '../domain/end-instance.ts';
import type { Instance } from '../domain/instance.ts';
import { changeInstance } from './change-instance.ts';

/** Stops the use of an app until further notice; its data stay. Throws NotInThisState. */
export async function suspendInstance(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string }): Promise<Instance> {
  return changeInstance(ctx, input.instance, 'operations/instance-suspension-wanted', suspend);
}
