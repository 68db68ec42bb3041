import { packageDigest, type PackageFolder } from '@allmende/app-packages';

/** What the check of a package found, in German: errors, then hints, each with file and line. */
export function describeProblems({ package: app, problems }: Pick<PackageFolder, 'package' | 'problems'>): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lines = problems.map((problem) => `  ${problem.severity === 'error' ? '✗' : '!'} ${problem.file}:${problem.line}${problem.pointer === '' ? '' : ` ${problem.pointer}`}\n    ${problem.message}`);
  const name = app ? `${app.title.de} ${app.version}` : 'Das Paket';
  const verdict = errors > 0 ? `${name}: ${counted(errors, 'Fehler', 'Fehler')}` : `${name}: ohne Fehler${problems.length > 0 ? `, ${counted(problems.length, 'Hinweis', 'Hinweise')}` : ''}`;
  return [verdict, ...lines, ...(app && errors === 0 ? [`  Prüfsumme ${packageDigest(app)}`] : [])].join('\n');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
