import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** One thing that is wrong with a package: where in which part, and what. For the author of the package. */
export type PackageProblem = { readonly file: string; readonly pointer: string; readonly message: string };

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();

/** Checks the shape of one part; the content is typed when there are no problems. */
export function checkShape<Schema extends TSchema>(schema: Schema, data: unknown, file: string): { content: Static<Schema> } | { problems: PackageProblem[] } {
  let check = compiled.get(schema);
  if (!check) compiled.set(schema, (check = Compile(schema)));
  if (check.Check(data)) return { content: data as Static<Schema> };
  const problems = new Map<string, PackageProblem>();
  for (const error of check.Errors(data)) {
    if (error.keyword === 'boolean' || error.keyword === 'anyOf') continue;
    const { instancePath: pointer } = error;
    const unexpected = error.keyword === 'additionalProperties' ? `: ${error.params.additionalProperties.join(', ')}` : '';
    const known = problems.get(pointer);
    if (!known) problems.set(pointer, { file, pointer, message: `${error.message}${unexpected}` });
  }
  return { problems: [...problems.values()] };
}
