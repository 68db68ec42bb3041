import { CaseChanged, CasesNotRunning, NotPossibleNow } from '../domain/errors.ts';
import { changesSince } from '../domain/changes-since.ts';
import type { CaseView } from '../actions/get-case.ts';

/** Why something was not saved, and what others did to the case since its page was shown. */
export type CaseRefusal = { readonly message: string; readonly isConflict: boolean; readonly changes: CaseView['history'] };

/** The refusal when somebody was faster or the case is not in a state for this; any other error is thrown again. */
export function caseRefusal(error: unknown, seen: number, now: Pick<CaseView, 'file' | 'history'>): CaseRefusal {
  if (!(error instanceof CaseChanged || error instanceof NotPossibleNow || error instanceof CasesNotRunning)) throw error;
  return { message: error.message, isConflict: error instanceof CaseChanged, changes: changesSince(now.history, seen, now.file.version) };
}
