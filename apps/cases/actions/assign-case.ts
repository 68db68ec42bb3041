import { assign } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/** The acting person takes a case on, or gives it back to everybody. Throws NotFound, CaseChanged, NotPossibleNow. Returns the new version. */
export async function assignCase(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly to: 'me' | 'nobody' }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (_tx, { file, staff }) => (
    input.to === 'me' ? { file: assign(file, { accountId: staff.accountId, name: staff.name }), kind: 'assigned' } : { file: assign(file, null), kind: 'released' }
  ));
}
