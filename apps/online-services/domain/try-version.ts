import type { PlainDate } from '@allmende/time';
import { checkOverlay } from './check-service-package.ts';
import { compileServicePackage } from './compile-service-package.ts';
import { activationProblems } from './parse-overlay-input.ts';
import { runSampleFor } from './run-sample.ts';
import type { Overlay, ServicePackage } from './service-package.ts';

/**
 * What stands in the way of a version with the values of an authority: values that are not allowed or missing, samples that go another way. German, for people of the authority; at most so many as `most`.
 * Samples are run only when nothing else is wrong. About two milliseconds.
 */
export function versionProblems(servicePackage: ServicePackage, overlay: Overlay, today: PlainDate, most: number): string[] {
  const problems = [...checkOverlay(servicePackage, overlay).map((problem) => `Eine Angabe lässt diese Fassung nicht zu: ${problem}.`), ...activationProblems(servicePackage, overlay, today).map(({ message }) => message)];
  if (problems.length > 0) return problems.slice(0, most);
  const service = compileServicePackage(servicePackage, overlay);
  for (const sample of servicePackage.samples) {
    const [failure] = runSampleFor(service, sample);
    if (failure !== undefined) problems.push(`Mit diesen Angaben verläuft der Beispielantrag „${sample.name}“ anders als vorgesehen (${failure}).`);
    if (problems.length >= most) break;
  }
  return problems;
}

/** Whether a version fits the values of an authority: they are allowed, nothing is missing, all samples hold. Returns the first problem, undefined when it fits. */
export function tryVersion(servicePackage: ServicePackage, overlay: Overlay, today: PlainDate): string | undefined {
  return versionProblems(servicePackage, overlay, today, 1)[0];
}
