import { covers } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { assign } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import { changeCase, type Alongside, type ChangeContext } from './change-case.ts';
import { listColleagues } from './list-colleagues.ts';

/**
 * The acting person takes a case on (`me`), gives it back to everybody (`nobody`) or gives it to a colleague (an account). Throws NotFound, CaseChanged, NotPossibleNow, and InvalidInput (`/to`) for somebody who does not work
 * on cases of this service today. Returns the new version.
 */
export async function assignCase(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly to: string }, alongside?: Alongside): Promise<{ readonly version: number }> {
  const colleague = input.to === 'me' || input.to === 'nobody' ? undefined : (await listColleagues(ctx)).find(({ accountId }) => accountId === input.to);
  return changeCase(ctx, decideCases, input, async (_tx, { file, staff }) => {
    if (input.to === 'nobody') return { file: assign(file, null), kind: 'released' };
    if (input.to === 'me' || input.to === staff.accountId) return { file: assign(file, { accountId: staff.accountId, name: staff.name }), kind: 'assigned' };
    if (colleague === undefined || !covers(colleague.services, file.service)) throw new InvalidInput([{ pointer: '/to', code: 'unknown', message: 'Wählen Sie jemanden, der heute Fälle dieser Leistung bearbeitet.' }]);
    return { file: assign(file, { accountId: colleague.accountId, name: colleague.name }), kind: 'assigned', note: `an ${colleague.name}`, facts: { to: colleague.accountId } };
  }, alongside);
}
