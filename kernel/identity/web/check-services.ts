import { readRoleChoice } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import type { Locale } from '@allmende/i18n';
import { peopleTexts } from './pages/people-texts.ts';
import type { PeopleScope } from './people-area.ts';

/** Throws InvalidInput (`/roles`) when a role is to be given for a service that the authority does not offer. */
export function checkServices({ services }: Pick<PeopleScope, 'services'>, roles: readonly string[], locale: Locale): void {
  const isUnknown = (text: string) => {
    const service = readRoleChoice(text)?.service;
    return service !== undefined && !services.some(({ id }) => id === service);
  };
  if (roles.some(isUnknown)) throw new InvalidInput([{ pointer: '/roles', code: 'service', message: peopleTexts(locale).unknownService }]);
}
