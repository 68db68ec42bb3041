import { definePage, show, type AnyPage } from '@allmende/http';
import { listPeople } from '../../actions/list-people.ts';
import { OFFICE_PEOPLE, peopleScopeWith, PLATFORM_PEOPLE, type PeopleArea, type ServicesPort } from '../people-area.ts';
import { peopleView } from './people.view.ts';

function peoplePageOf(servicesOf: ServicesPort, area: PeopleArea): AnyPage {
  return definePage({
    method: 'GET',
    path: area.path,
    access: area.see,
    async handle(request) {
      const scope = await peopleScopeWith(servicesOf, area, request);
      return show(peopleView({ people: await listPeople(request.ctx, scope), scope, locale: request.locale }));
    },
  });
}

/** The lists of people, of an authority and of the platform. */
export function createPeoplePages(servicesOf: ServicesPort): AnyPage[] {
  return [OFFICE_PEOPLE, PLATFORM_PEOPLE].map((area) => peoplePageOf(servicesOf, area));
}
