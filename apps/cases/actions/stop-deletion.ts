import { dropDeletion } from '../domain/case-file.ts';
import { deleteCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/** Drops the proposal to delete a case. Throws NotFound, CaseChanged, NotPossibleNow when there is none. */
export async function stopDeletion(ctx: ChangeContext, input: { readonly case: string; readonly version: number }): Promise<{ readonly version: number }> {
  return changeCase(ctx, deleteCases, input, async (_tx, { file }) => ({ file: dropDeletion(file), kind: 'deletion-stopped' }));
}
