import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { Type, type Static } from 'typebox';
import type { Situation } from '../actions/simulate-price.ts';

const Text = Type.Optional(Type.String({ maxLength: 80 }));

/** What the address of a price simulation holds, as it was typed. */
export const SituationQuery = Type.Object({ authority: Text, who: Text, inhabitants: Text, cases: Text, users: Text });
export type SituationQuery = { readonly [Name in keyof Static<typeof SituationQuery>]?: string | undefined };

/** The typed numbers: dots and spaces between thousands are read over, an empty field says nothing. Throws InvalidInput for what is no whole number. */
export function readSituation(typed: SituationQuery): Pick<Situation, 'inhabitants' | 'cases' | 'users'> {
  const problems: FieldProblem[] = [];
  const read = (name: 'inhabitants' | 'cases' | 'users'): number | undefined => {
    const text = (typed[name] ?? '').replaceAll(/[\s.]/gu, '');
    if (text === '') return undefined;
    if (/^\d{1,9}$/u.test(text)) return Number(text);
    problems.push({ pointer: `/${name}`, code: 'number', message: 'Bitte geben Sie eine ganze Zahl an, zum Beispiel 3.000.' });
    return undefined;
  };
  const situation = { inhabitants: read('inhabitants'), cases: read('cases'), users: read('users') };
  if (problems.length > 0) throw new InvalidInput(problems);
  return situation;
}
