import { definePage, show } from '@allmende/http';
import { requireStaff } from '@allmende/access';
import { officesView } from './offices.view.ts';

export const officesPage = definePage({
  method: 'GET',
  path: '/offices',
  access: 'signed-in',
  async handle(request) {
    const { grants } = requireStaff(request.actor);
    const authorities = await request.ctx.directory.namesOf([...new Set(grants.map((grant) => grant.tenant))]);
    return show(officesView({ grants, authorities: authorities.toSorted((one, other) => one.name.localeCompare(other.name, 'de')), locale: request.locale, urlFor: request.urlFor }));
  },
});
