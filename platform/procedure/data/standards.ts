import { readFile } from 'node:fs/promises';
import { readDecisionLimits } from '../domain/decision-limit.ts';
import { readHolidayTable } from '../domain/holiday-table.ts';
import { readServiceRules } from '../domain/presumed-service.ts';
import { readRemedyPeriods, readRemedyRules } from '../domain/remedy-period.ts';

const FOLDER = new URL('../../../standards/', import.meta.url);

/** The tables of procedural law that ship with the platform. */
export type Standards = Awaited<ReturnType<typeof read>>;

let standards: Promise<Standards> | undefined;

/** Reads the tables once. Throws TypeError with file and line. */
export function loadStandards(): Promise<Standards> {
  standards ??= read();
  return standards;
}

async function read() {
  const text = (name: string) => readFile(new URL(name, FOLDER), 'utf8');
  const [acts, holidays, municipalities, service, remedies, periods, limits] = await Promise.all([
    text('holidays/acts.tsv'), text('holidays/holidays.tsv'), text('holidays/municipalities.tsv'), text('procedure/presumed-service.tsv'), text('procedure/remedies.tsv'), text('procedure/remedy-periods.tsv'), text('procedure/decision-limits.tsv'),
  ]);
  return {
    holidays: readHolidayTable({ acts, holidays, municipalities }), serviceRules: readServiceRules(service), remedyRules: readRemedyRules(remedies), remedyPeriods: readRemedyPeriods(periods), decisionLimits: readDecisionLimits(limits),
  };
}
