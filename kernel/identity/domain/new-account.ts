import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { isEmail, normalEmail } from './email.ts';

/** E-mail address and name of a person, cleaned; throws InvalidInput with `/email` and `/name`. */
export function checkPerson(input: { readonly email: string; readonly name: string }): { email: string; name: string } {
  const email = normalEmail(input.email);
  const name = input.name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const problems: FieldProblem[] = [];
  if (name === '') problems.push({ pointer: '/name', code: 'required', message: 'Bitte geben Sie den Namen ein.' });
  if (name.length > 200 || /\p{Cc}/u.test(name)) problems.push({ pointer: '/name', code: 'name', message: 'Der Name darf höchstens 200 Zeichen haben.' });
  if (!isEmail(email)) problems.push({ pointer: '/email', code: 'email', message: 'Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel vorname.name@beispielstadt.de.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { email, name };
}
