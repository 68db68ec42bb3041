import { InvalidInput } from '@allmende/errors';
import type { ParameterSchema } from '@allmende/operations';
import type { Parameters } from '@allmende/procurement';
import { Compile } from 'typebox/compile';

type Checker = { Check(value: unknown): boolean; Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[] };

/** The parameters, when they fit the plan's schema; otherwise throws InvalidInput with the places. */
export function checkParameters(schema: ParameterSchema, parameters: unknown): Parameters {
  const checker = Compile(schema as never) as unknown as Checker;
  if (checker.Check(parameters)) return parameters as Parameters;
  throw new InvalidInput(checker.Errors(parameters).slice(0, 20).map((error) => ({ pointer: `/parameters${error.instancePath}`, code: 'schema', message: `Diese Angabe passt nicht: ${error.message}` })));
}
