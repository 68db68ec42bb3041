import { readFile } from 'node:fs/promises';
import { readDatedPeriods, type DatedPeriod } from '../domain/dated-period.ts';

let periods: Promise<readonly DatedPeriod[]> | undefined;

/** The periods that ship with the platform; read once. */
export function loadPeriods(): Promise<readonly DatedPeriod[]> {
  periods ??= readFile(new URL('../../../standards/procurement/dynamic-purchasing-periods.csv', import.meta.url), 'utf8').then(readDatedPeriods);
  return periods;
}
