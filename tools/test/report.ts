import type { TestResult } from './test-result.ts';

/** Counts of a run. */
export type Totals = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Counts results by state. */
export function totalsOf(results: readonly TestResult[]): Totals {
  const count = (state: TestResult['state']) => results.filter((result) => result.state === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** The sentence a run ends with: `12 passed, 0 failed, 1 skipped`. */
export function totalsLine(totals: Totals): string {
  return `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
}

/** A run is good when nothing failed and at least one test passed: a run without tests proves nothing. */
export function isGood(totals: Totals): boolean {
  return totals.failed === 0 && totals.passed > 0;
}

/** The end of a run for people: skipped tests with their reasons, failures with their errors, last the totals alone on a line. */
export function describeRun(results: readonly TestResult[]): string {
  const skipped = results.filter((result) => result.state === 'skipped');
  const failed = results.filter((result) => result.state === 'failed');
  const lines: string[] = [];
  if (skipped.length > 0) {
    lines.push('', 'Skipped:', ...skipped.map((result) => `  ${placeOf(result)}: ${result.reason ?? 'no reason given'}`));
  }
  if (failed.length > 0) {
    lines.push('', 'Failed:');
    for (const result of failed) lines.push(`  ${placeOf(result)}`, indent(result.error ?? 'no error given'), '');
  }
  const totals = totalsOf(results);
  if (totals.passed + totals.failed === 0) lines.push('', 'No test ran. That proves nothing, so it counts as a failure.');
  lines.push('', totalsLine(totals));
  return lines.join('\n');
}

function placeOf(result: TestResult): string {
  return result.file === undefined ? `[${result.part}] ${result.name}` : `${result.file} › ${result.name}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
