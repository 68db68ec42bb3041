import type { PlainDate } from '@allmende/time';
import type { Remedy, ServicePackage } from './service-package.ts';

/**
 * What can be done against a notice of this service in a Land on a day: the youngest entry that applies. Undefined where nobody has entered
 * it; then the caseworker writes the text, and nothing is guessed. An entry without a first day applies until a dated one does.
 */
export function remedyFor(servicePackage: ServicePackage, land: string, on: PlainDate): Remedy | undefined {
  return servicePackage.case.remedies
    .filter((remedy) => remedy.land === land && (remedy.validFrom === null || remedy.validFrom <= on))
    .toSorted((left, right) => (right.validFrom ?? '').localeCompare(left.validFrom ?? ''))[0];
}
