import { NotFound } from '@allmende/errors';
import { findProblemPage } from '../data/problem-page.ts';
import type { ProblemPage } from '../domain/read-problem-page.ts';

/** What an error code means and what to do. Throws NotFound for a code that does not exist. */
export async function getProblemPage(input: { readonly code: string }): Promise<ProblemPage> {
  const page = await findProblemPage(input.code);
  if (!page) throw new NotFound();
  return page;
}
