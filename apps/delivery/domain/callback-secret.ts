import type { FieldProblem } from '@allmende/errors';

/** FIT-Connect asks for 32 to 512 characters as the secret of callbacks; we ask the same of every system that signs what it says. */
export const CALLBACK_SECRET = { min: 32, max: 512 };

/** Says what is wrong with a secret that a person typed in. */
export function checkCallbackSecret(pointer: string, value: string): readonly FieldProblem[] {
  return value.length < CALLBACK_SECRET.min ? [{ pointer, code: 'too-short', message: `Das Geheimnis braucht mindestens ${CALLBACK_SECRET.min} Zeichen. Lassen Sie es von einem Kennwortprogramm erzeugen.` }] : [];
}
