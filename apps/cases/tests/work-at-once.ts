import assert from 'node:assert/strict';
import type { ActionContext } from '@allmende/house';
import { assignCase, CaseChanged, getCase } from '../index.ts';

/**
 * Lets all people take cases on and give them back at the same moment, each until so many changes went through, and looks whether every change that was answered as saved is there: in the version, in the history and in its order.
 * Whoever was slower may only be told that somebody else was faster; anything else fails.
 */
export async function workAtOnce({ ids, people, changesEach }: { readonly ids: readonly string[]; readonly people: readonly ActionContext[]; readonly changesEach: number }): Promise<{ readonly saved: number; readonly tries: number }> {
  const saved = new Map<string, number[]>(ids.map((id) => [id, []]));
  let tries = 0;
  await Promise.all(people.map(async (ctx, number) => {
    for (let done = 0, turn = number; done < changesEach; turn += 1) {
      const id = ids[turn % ids.length] ?? '';
      const { file } = await getCase(ctx, { case: id });
      tries += 1;
      try {
        const { version } = await assignCase(ctx, { case: id, version: file.version, to: file.assignee === null ? 'me' : 'nobody' });
        saved.get(id)?.push(version);
        done += 1;
      } catch (error) {
        if (!(error instanceof CaseChanged)) throw error;
      }
    }
  }));
  const [first] = people;
  assert.ok(first);
  for (const [id, versions] of saved) {
    const { file, history } = await getCase(first, { case: id });
    assert.deepEqual(versions.toSorted((one, other) => one - other), Array.from({ length: versions.length }, (_, index) => index + 2), 'each version was given to one person');
    assert.equal(file.version, versions.length + 1, 'nothing was overwritten');
    assert.equal(history.filter(({ kind }) => kind === 'assigned' || kind === 'released').length, versions.length, 'each change stands in the history');
  }
  return { saved: [...saved.values()].flat().length, tries };
}
