import { join } from 'node:path';
import { readServicePackage } from '../data/read-service-package.ts';
import { compileServicePackage, type CompiledService } from '../domain/compile-service-package.ts';
import type { Answers, Draft } from '../domain/situation.ts';
import type { Overlay, ServicePackage } from '../domain/service-package.ts';

let cached: ServicePackage | undefined;

/** The package *Hundesteuer anmelden* as it ships. Throws with its problems when it has any. */
export function theDogTaxPackage(): ServicePackage {
  if (!cached) {
    const result = readServicePackage(join(import.meta.dirname, '../../../efa/hundesteuer'));
    if ('problems' in result) throw new Error(result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    cached = result.servicePackage;
  }
  return cached;
}

/** An overlay with invented rates, labelled as example. */
export function anOverlay(parameters: Overlay['parameters'] = {}): Overlay {
  const example = theDogTaxPackage().sampleOverlays['example'];
  if (!example) throw new Error('the package ships no example overlay');
  return { ...example, parameters: { ...example.parameters, ...parameters } };
}

/** The dog tax with the invented rates, compiled. */
export function theDogTaxService(overlay: Overlay = anOverlay()): CompiledService {
  return compileServicePackage(theDogTaxPackage(), overlay);
}

/** Answers of an invented applicant that are complete, the declaration included. */
export function completeAnswers(answers: Answers = {}): Answers {
  return {
    'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel', 'address.street': 'Beispielweg', 'address.houseNumber': '7b', 'address.postcode': '00000', 'address.town': 'Musterstadt',
    'dog.name': 'Krümel', 'dog.breed': 'Mischling', 'dog.sex': 'female', 'dog.birthDate': '2024-02-29', 'dog.birthExact': true, 'keeping.origin': 'new', 'keeping.since': '2026-05-10', 'keeping.otherDogs': 0,
    'dog.danger': 'none', 'tax.reduction': 'none', 'declaration.truth': true, ...answers,
  };
}

/** A draft in which every page has been saved. */
export function aFinishedDraft(answers: Answers = {}): Draft {
  const { flow } = theDogTaxPackage();
  return { answers: completeAnswers(answers), saved: [...flow.pages.map(({ id }) => id), 'check'] };
}
