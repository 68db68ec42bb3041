import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/** Says that somebody in the office has seen what came from the applicant: the case leaves the top of the inbox. Any other change does the same. Throws NotFound, CaseChanged. */
export async function acknowledgeNews(ctx: ChangeContext, input: { readonly case: string; readonly version: number }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (_tx, { file }) => ({ file: { ...file, version: file.version + 1 }, kind: 'seen' }));
}
