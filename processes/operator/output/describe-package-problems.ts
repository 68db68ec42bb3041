import type { LocatedProblem } from '@allmende/online-services';

/** What is wrong with a service package, one mistake a line, as editors and people find it: file, line, reason. */
export function describePackageProblems(folder: string, problems: readonly LocatedProblem[]): string {
  const at = folder.replace(/\/+$/u, '');
  const lines = problems.map(({ file, line, message }) => `${at}/${file}${line > 0 ? `:${line}` : ''} ${message}`);
  return [...lines, `${problems.length === 1 ? 'Ein Fehler' : `${problems.length} Fehler`}: Das Leistungspaket wird nicht angenommen.`].join('\n');
}
