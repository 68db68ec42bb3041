import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

type Checker = { Check(value: unknown): boolean; Errors(value: unknown): readonly SchemaError[] };
type SchemaError = { keyword: string; instancePath: string; message: string; params?: { requiredProperties?: readonly string[]; additionalProperties?: readonly string[] } };

/** One answer names no more wrong places than a person can mend at once. */
const MOST_PROBLEMS = 50;

const compiled = new WeakMap<TSchema, Checker>();

function checkerOf(schema: TSchema): Checker {
  let checker = compiled.get(schema);
  if (!checker) {
    checker = Compile(schema) as unknown as Checker;
    compiled.set(schema, checker);
  }
  return checker;
}

/** Whether a value fits a schema; compiled once per schema. */
export function fits(schema: TSchema, value: unknown): boolean {
  return checkerOf(schema).Check(value);
}

/** Turns texts of a query or path into the numbers and booleans that the schema asks for. */
export function fromText(schema: TSchema, value: unknown): unknown {
  return Value.Convert(schema, structuredClone(value));
}

/** Throws InvalidInput with a pointer for every place where a body does not fit its schema. */
export function checkBody(schema: TSchema, body: unknown): void {
  const checker = checkerOf(schema);
  if (checker.Check(body)) return;
  const found = new Map<string, FieldProblem>();
  const note = (problem: FieldProblem) => { if (!found.has(problem.pointer)) found.set(problem.pointer, problem); };
  for (const error of checker.Errors(body)) {
    const missing = error.keyword === 'required' ? (error.params?.requiredProperties ?? []) : [];
    const surplus = error.keyword === 'additionalProperties' ? (error.params?.additionalProperties ?? []) : [];
    for (const name of missing) note({ pointer: `${error.instancePath}/${name}`, code: 'required', message: `Die Angabe „${name}“ fehlt.` });
    for (const name of surplus) note({ pointer: `${error.instancePath}/${name}`, code: 'unknown', message: `Die Angabe „${name}“ ist hier nicht vorgesehen.` });
    if (missing.length === 0 && surplus.length === 0) note({ pointer: error.instancePath, code: error.keyword, message: `Diese Angabe passt nicht: ${error.message}` });
    if (found.size >= MOST_PROBLEMS) break;
  }
  throw new InvalidInput(found.size > 0 ? [...found.values()] : [{ pointer: '', code: 'shape', message: 'Die Angaben haben nicht die erwartete Form.' }]);
}
