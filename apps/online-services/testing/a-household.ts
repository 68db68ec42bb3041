import { join } from 'node:path';
import { readServicePackage } from '../data/read-service-package.ts';
import { emptyOverlay } from '../domain/overlay.ts';
import { compileServicePackage, type CompiledService } from '../domain/compile-service-package.ts';
import type { ServicePackage } from '../domain/service-package.ts';

/** Where the invented package with a repeating group lies: a household with its members. */
export const HOUSEHOLD_FOLDER = join(import.meta.dirname, 'household');

let cached: ServicePackage | undefined;

/** The invented package *Haushalt anzeigen*. Throws with its problems when it has any. */
export function theHouseholdPackage(): ServicePackage {
  if (!cached) {
    const result = readServicePackage(HOUSEHOLD_FOLDER);
    if ('problems' in result) throw new Error(result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    cached = result.servicePackage;
  }
  return cached;
}

/** The household, compiled. */
export function theHouseholdService(): CompiledService {
  return compileServicePackage(theHouseholdPackage(), emptyOverlay(theHouseholdPackage()));
}
