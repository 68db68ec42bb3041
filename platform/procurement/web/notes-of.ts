import type { ActionContext } from '@allmende/house';
import type { OrderableApps } from '../domain/orderable-app.ts';

/** What whoever orders these apps should know beside, each once. */
export async function notesOf(ctx: Pick<ActionContext, 'database' | 'locale'>, apps: OrderableApps, names: readonly string[]): Promise<readonly string[]> {
  const notes = await Promise.all([...new Set(names)].map((app) => apps(app)?.note?.(ctx)));
  return notes.filter((note) => note !== undefined);
}
