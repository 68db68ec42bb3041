import type { FieldProblem } from '@allmende/errors';

/** Says what is wrong with an address that a person typed in: only https out into the internet, no name and password in it. Whether its name leads inside is seen when it is asked. */
export function checkAddress(pointer: string, value: string, options: { readonly mayBeInside: boolean }): readonly FieldProblem[] {
  const problem = (code: string, message: string) => [{ pointer, code, message }];
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) return problem('address', 'Geben Sie eine Adresse ein, die mit https:// beginnt.');
  if (url.username !== '' || url.password !== '') return problem('address', 'Schreiben Sie kein Kennwort in die Adresse. Dafür gibt es ein eigenes Feld.');
  if (url.hash !== '') return problem('address', 'Lassen Sie den Teil nach dem Zeichen # weg.');
  if (url.protocol !== 'https:' && !options.mayBeInside) return problem('address', 'Die Adresse muss mit https:// beginnen, damit niemand mitlesen kann.');
  return [];
}
