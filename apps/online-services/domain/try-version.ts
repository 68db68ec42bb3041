import type { PlainDate } from '@allmende/time';
import { checkOverlay } from './check-service-package.ts';
import { compileServicePackage } from './compile-service-package.ts';
import { activationProblems } from './parse-overlay-input.ts';
import { runSampleFor } from './run-sample.ts';
import type { Overlay, ServicePackage } from './service-package.ts';

/** Whether a version fits the values of an authority: they are allowed, nothing is missing, all samples hold. Returns the first problem, undefined when it fits. About two milliseconds. */
export function tryVersion(servicePackage: ServicePackage, overlay: Overlay, today: PlainDate): string | undefined {
  const [problem] = [...checkOverlay(servicePackage, overlay), ...activationProblems(servicePackage, overlay, today).map(({ message }) => message)];
  if (problem !== undefined) return problem;
  const service = compileServicePackage(servicePackage, overlay);
  for (const sample of servicePackage.samples) {
    const [failure] = runSampleFor(service, sample);
    if (failure !== undefined) return failure;
  }
  return undefined;
}
