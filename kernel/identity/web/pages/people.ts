import { definePage, show, type AnyPage } from '@allmende/http';
import { listPeople } from '../../actions/list-people.ts';
import { OFFICE_PEOPLE, peopleScope, PLATFORM_PEOPLE, type PeopleArea } from '../people-area.ts';
import { peopleView } from './people.view.ts';

function peoplePageOf(area: PeopleArea): AnyPage {
  return definePage({
    method: 'GET',
    path: area.path,
    access: area.see,
    async handle(request) {
      const scope = peopleScope(area, request);
      return show(peopleView({ people: await listPeople(request.ctx, scope), scope, locale: request.locale }));
    },
  });
}

export const peoplePages: readonly AnyPage[] = [OFFICE_PEOPLE, PLATFORM_PEOPLE].map(peoplePageOf);
