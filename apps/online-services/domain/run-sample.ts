import { parsePlainDate } from '@allmende/time';
import { compileServicePackage, type CompiledService } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { computeValues, statusOfPages } from './path.ts';
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
  return today && situationOf(service, { answers: sample.answers, saved: [...service.pages, service.checkPage].map(({ id }) => id) }, today);
}

function failuresIn(situation: Situation, { answers, expect }: Sample): string[] {
  const { complete, missing, later } = completeness(situation);
  const pruned = Object.keys(answers).filter((id) => situation.answers[id] === undefined);
  return [
    ...difference('path', statusOfPages(situation).map(({ id }) => id), expect.path),
    ...difference('complete', complete, expect.complete),
    ...difference('missing', missing.map(({ field }) => field), expect.missing),
    ...difference('later', later.toSorted(), expect.later.toSorted()),
    // The canonical form of a package orders the answers anew.
    ...difference('pruned', pruned.toSorted(), expect.pruned.toSorted()),
  ];
}

function difference(what: string, found: unknown, expected: unknown): string[] {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  return is === should ? [] : [`${what} is ${is}, expected ${should}`];
}
