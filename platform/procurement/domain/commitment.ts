import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { formatDate, type PlainDate } from '@allmende/time';
import type { SignatureRule } from './signature-rule.ts';

/** Whether an order is everyday business of the administration, or commits the authority so that a declaration must be signed. The officer's own judgement. */
export type Commitment = {
  readonly kind: 'everyday' | 'declaration';
  /** The norm: from the table, or cited by the officer where the table has none. */
  readonly basis: string;
  readonly source: string;
  /** Why the officer judges so. */
  readonly reason: string;
};

/** That the declaration was signed: by hand or with a verifiable electronic signature, outside the platform. */
export type SignedDeclaration = { readonly form: 'paper' | 'electronic-signature'; readonly signedOn: PlainDate; /** Where it lies: file number or register. */ readonly reference: string };

/** What somebody says about how the authority commits itself. */
export type CommitmentInput = { readonly kind: string; readonly basis: string; readonly reason: string };

/** Judges what was said, by the rule of the Land if there is one; throws InvalidInput. */
export function decideCommitment(input: CommitmentInput, rule: SignatureRule | undefined): Commitment {
  const problems: FieldProblem[] = [];
  const { kind } = input;
  if (kind !== 'everyday' && kind !== 'declaration') problems.push({ pointer: '/commitment/kind', code: 'required', message: 'Bitte wählen Sie, ob es ein Geschäft der laufenden Verwaltung ist.' });
  if (rule === undefined && (input.basis.trim().length < 3 || input.basis.length > 150)) {
    problems.push({ pointer: '/commitment/basis', code: 'required', message: 'Für Ihre Behörde ist keine Vorschrift eingetragen. Bitte nennen Sie sie selbst, zum Beispiel „§ 38 der Kommunalverfassung“.' });
  }
  if (input.reason.trim().length < 3 || input.reason.length > 500) problems.push({ pointer: '/commitment/reason', code: 'length', message: 'Bitte begründen Sie Ihre Einschätzung (3 bis 500 Zeichen).' });
  if (problems.length > 0 || (kind !== 'everyday' && kind !== 'declaration')) throw new InvalidInput(problems);
  return { kind, basis: rule?.basis ?? input.basis.trim(), source: rule === undefined ? 'Angabe der bestellenden Person' : `${rule.source}, gelesen am ${formatDate(rule.readOn)}`, reason: input.reason.trim() };
}

/** Checks what was said about a signed declaration; throws InvalidInput. */
export function checkDeclaration(input: { form: string; signedOn: PlainDate; reference: string }, today: PlainDate): SignedDeclaration {
  const problems: FieldProblem[] = [];
  const { form } = input;
  if (form !== 'paper' && form !== 'electronic-signature') problems.push({ pointer: '/form', code: 'required', message: 'Bitte wählen Sie, wie unterzeichnet wurde.' });
  if (input.signedOn > today) problems.push({ pointer: '/signedOn', code: 'future', message: 'Der Tag der Unterschrift liegt in der Zukunft.' });
  if (input.reference.trim().length < 2 || input.reference.length > 150) problems.push({ pointer: '/reference', code: 'length', message: 'Bitte nennen Sie das Aktenzeichen, unter dem die Erklärung liegt.' });
  if (problems.length > 0 || (form !== 'paper' && form !== 'electronic-signature')) throw new InvalidInput(problems);
  return { form, signedOn: input.signedOn, reference: input.reference.trim() };
}
