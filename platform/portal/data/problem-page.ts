import { readFile } from 'node:fs/promises';
import type { ProblemPage } from '../domain/read-problem-page.ts';
import { readProblemPage } from '../domain/read-problem-page.ts';

const folder = new URL('../../../docs/problems/', import.meta.url);
const known = new Map<string, ProblemPage>();

/** What `docs/problems` says about an error code (`room/what-happened`); undefined when it has no page. */
export async function findProblemPage(code: string): Promise<ProblemPage | undefined> {
  const found = known.get(code);
  if (found || !/^[a-z][a-z-]*\/[a-z][a-z-]*$/u.test(code)) return found;
  const text = await readFile(new URL(`${code}.md`, folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const page = readProblemPage(text);
  known.set(code, page);
  return page;
}
