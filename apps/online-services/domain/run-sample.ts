import { parsePlainDate } from '@allmende/time';
import { compileServicePackage } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { computeValues, statusOfPages } from './path.ts';
import { situationOf, type Draft } from './situation.ts';
import type { Overlay, Sample, ServicePackage } from './service-package.ts';

/**
 * Runs a sample application through the package and compares path, values and completeness with what it expects. Empty means it
 * passes. With an overlay of an authority only path and completeness are compared, because the amounts are its own.
 */
export function runSample(servicePackage: ServicePackage, sample: Sample, overlay?: Overlay): string[] {
  const used = overlay ?? servicePackage.sampleOverlays[sample.overlay];
  const today = parsePlainDate(sample.today);
  if (!used || today === undefined) return [`needs a day and the sample overlay "${sample.overlay}"`];
  const service = compileServicePackage(servicePackage, used);
  const draft: Draft = { answers: sample.answers, saved: [...service.pages, service.checkPage].map(({ id }) => id) };
  const situation = situationOf(service, draft, today);
  const { complete, missing, later } = completeness(situation);
  const { expect } = sample;
  const pruned = Object.keys(sample.answers).filter((id) => situation.answers[id] === undefined);
  const failures = [
    ...difference('path', statusOfPages(situation).map(({ id }) => id), expect.path),
    ...difference('complete', complete, expect.complete),
    ...difference('missing', missing.map(({ field }) => field), expect.missing),
    ...difference('later', later.toSorted(), expect.later.toSorted()),
    // The canonical form of a package orders the answers anew.
    ...difference('pruned', pruned.toSorted(), expect.pruned.toSorted()),
  ];
  if (overlay) return failures;
  const values = computeValues(situation);
  return [...failures, ...Object.entries(expect.values).flatMap(([name, value]) => difference(`value ${name}`, values[name] ?? null, value))];
}

function difference(what: string, found: unknown, expected: unknown): string[] {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  return is === should ? [] : [`${what} is ${is}, expected ${should}`];
}
