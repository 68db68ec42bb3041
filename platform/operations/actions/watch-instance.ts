import { setTimeout as sleep } from 'node:timers/promises';
import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { readInstanceMark } from '../data/instance.ts';
import { seeInstances } from '../domain/permissions.ts';

const LOOK_MS = 1000;

/** Tells of every change of an instance, its steps and its archives, from now on until nobody listens. The first one says how things stand. */
export async function* watchInstance(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly instance: string }, signal: AbortSignal): AsyncGenerator<{ readonly mark: string; readonly first: boolean }> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  let last: string | undefined;
  while (!signal.aborted) {
    const mark = await readInstanceMark(ctx.database, ctx.tenant, input.instance);
    if (mark === undefined) return;
    if (mark !== last) yield { mark, first: last === undefined };
    last = mark;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
