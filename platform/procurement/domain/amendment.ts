import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { Act } from './order.ts';
import { checkTerm, type ContractTerm } from './contract-term.ts';
import { NotInThisOrderState, SecondPersonNeeded } from './errors.ts';

export type AmendmentState = 'proposed' | 'agreed' | 'refused';

/** What an amendment changes: always said in words; the term where that changes. */
export type AmendmentContent = { readonly title: string; readonly text: string; readonly term: ContractTerm | null };

/** A change of a contract, proposed by one person and agreed by another; the contract itself stays as it was. */
export type Amendment = AmendmentContent & {
  readonly contract: string;
  /** Counts per contract, from 1. */
  readonly number: number;
  readonly state: AmendmentState;
  readonly effectiveOn: PlainDate;
  readonly proposed: Act;
  readonly decided: Act | null;
};

/** Checks what was proposed; throws InvalidInput. */
export function checkAmendment(input: AmendmentContent & { readonly effectiveOn: PlainDate }, startsOn: PlainDate): AmendmentContent {
  const problems: FieldProblem[] = [];
  if (input.title.trim().length < 3 || input.title.length > 150) problems.push({ pointer: '/title', code: 'length', message: 'Bitte sagen Sie kurz, was sich ändert (3 bis 150 Zeichen).' });
  if (input.text.trim().length < 10 || input.text.length > 5000) problems.push({ pointer: '/text', code: 'length', message: 'Bitte schreiben Sie die Änderung aus (10 bis 5000 Zeichen).' });
  if (input.effectiveOn < startsOn) problems.push({ pointer: '/effectiveOn', code: 'order', message: 'Die Änderung kann nicht gelten, bevor der Vertrag beginnt.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { title: input.title.trim(), text: input.text.trim(), term: input.term === null ? null : checkTerm(input.term) };
}

/** Agrees to or refuses an amendment as a second person. */
export function decideAmendment(amendment: Amendment, act: Act, agreed: boolean): Amendment {
  if (amendment.state !== 'proposed') throw new NotInThisOrderState('Über diese Änderung ist schon entschieden.');
  if (amendment.proposed.by === act.by) throw new SecondPersonNeeded();
  return { ...amendment, state: agreed ? 'agreed' : 'refused', decided: act };
}

/** The term that counts on a day: of the youngest agreed amendment in force that changes it, else the contract's own. */
export function termOn(own: ContractTerm, amendments: readonly Amendment[], on: PlainDate): ContractTerm {
  return amendments.filter((one) => one.state === 'agreed' && one.term !== null && one.effectiveOn <= on).toSorted((one, other) => other.effectiveOn.localeCompare(one.effectiveOn) || other.number - one.number)[0]?.term ?? own;
}
