import { requireStaff } from '@allmende/access';
import { definePage, show, type AnyPage } from '@allmende/http';
import { servicesNamed, type ServicesPort } from '../people-area.ts';
import { officesView } from './offices.view.ts';

/** The choice of offices for whoever works in several places. */
export function createOfficesPage(servicesOf: ServicesPort): AnyPage {
  return definePage({
    method: 'GET',
    path: '/offices',
    access: 'signed-in',
    async handle(request) {
      const { grants } = requireStaff(request.actor);
      const authorities = await request.ctx.directory.namesOf([...new Set(grants.map((grant) => grant.tenant))]);
      const services = await servicesNamed(request.ctx, servicesOf, { authorities, grants });
      return show(officesView({ grants, authorities: authorities.toSorted((one, other) => one.name.localeCompare(other.name, 'de')), services, locale: request.locale, urlFor: request.urlFor }));
    },
  });
}
