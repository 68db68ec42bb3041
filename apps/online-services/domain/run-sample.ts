import { parsePlainDate } from '@allmende/time';
import { compileServicePackage, type CompiledService } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { computeValues, statusOfPages } from './path.ts';
import { filledDraft } from './filled-draft.ts';
import { situationOf, type Situation } from './situation.ts';
import type { Sample, ServicePackage } from './service-package.ts';
import { tailorSample } from './tailor-sample.ts';

/** Runs a sample application through the package with its own sample overlay and compares path, completeness and values with what it expects. Empty means it passes. */
export function runSample(servicePackage: ServicePackage, sample: Sample): string[] {
  const overlay = servicePackage.sampleOverlays[sample.overlay];
  if (!overlay) return [`needs the sample overlay "${sample.overlay}"`];
  const service = compileServicePackage(servicePackage, overlay);
  const situation = situationOfSample(service, sample);
  if (!situation) return [NO_DAY];
  const values = computeValues(situation);
  return [...failuresIn(situation, sample), ...Object.entries(sample.expect.values).flatMap(([name, value]) => difference(`value ${name}`, values[name] ?? null, value))];
}

/** Runs a sample application with the values of an authority: only path and completeness are compared, because the amounts are its own. Empty means it passes. */
export function runSampleFor(service: CompiledService, sample: Sample): string[] {
  const tailored = tailorSample(service, sample);
  const situation = situationOfSample(service, tailored);
  return situation ? failuresIn(situation, tailored) : [NO_DAY];
}

const NO_DAY = 'needs a day';

function situationOfSample(service: CompiledService, sample: Sample): Situation | undefined {
  const today = parsePlainDate(sample.today);
  return today && situationOf(service, filledDraft(service, sample), today);
}

function failuresIn(situation: Situation, { answers, rows, expect }: Sample): string[] {
  const { complete, missing, later } = completeness(situation);
  const prunedOfRows = Object.entries(rows ?? {}).flatMap(([group, list]) => list.flatMap((row, index) => (
    Object.keys(row).filter((id) => situation.rows[group]?.[index]?.[id] === undefined).map((id) => inRowOf(id, index + 1)))));
  const pruned = [...Object.keys(answers).filter((id) => situation.answers[id] === undefined), ...prunedOfRows];
  const rowPaths = Object.fromEntries(situation.pages.flatMap(({ page, rows: situated }) => (
    page.list && situated ? [[page.list.group.id, situated.map((row) => row.pages.flatMap(({ page: inner, state }) => (state === 'skipped' ? [] : [inner.id])))] as const] : [])));
  return [
    ...difference('path', statusOfPages(situation).map(({ id }) => id), expect.path),
    ...difference('complete', complete, expect.complete),
    ...difference('missing', missing.map(({ field, row }) => (row === undefined ? field : inRowOf(field, row))), expect.missing),
    ...difference('later', later.toSorted(), expect.later.toSorted()),
    // The canonical form of a package orders the answers anew.
    ...difference('pruned', pruned.toSorted(), expect.pruned.toSorted()),
    ...Object.entries(expect.rowPaths ?? {}).flatMap(([group, paths]) => difference(`rowPaths of ${group}`, rowPaths[group] ?? [], paths)),
  ];
}

/** `member.birthDate` of the second row is `member[2].birthDate`. */
function inRowOf(field: string, row: number): string {
  return field.replace('.', `[${row}].`);
}

function difference(what: string, found: unknown, expected: unknown): string[] {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  return is === should ? [] : [`${what} is ${is}, expected ${should}`];
}
