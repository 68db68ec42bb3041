import type { PlainDate } from '@allmende/time';
import type { CompiledService } from './compile-service-package.ts';

/** The sections of the start page that apply with the authority's values, in their order. */
export function startPageSections(service: CompiledService, today: PlainDate): string[] {
  const environment = { answers: {}, today, memo: [] };
  return service.package.service.startPage.filter(({ when }) => when === undefined || service.rule(when)?.(environment) === true).map(({ id }) => id);
}
