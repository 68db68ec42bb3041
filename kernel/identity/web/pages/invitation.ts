import { InvalidInput } from '@allmende/errors';
import { definePage, show, type AnyPage } from '@allmende/http';
import { invitePerson } from '../../actions/invite-person.ts';
import { OwnRights } from '../../domain/errors.ts';
import { OFFICE_PEOPLE, peopleScopeWith, PLATFORM_PEOPLE, type PeopleArea, type ServicesPort } from '../people-area.ts';
import { invitationAddress } from '../invitation-address.ts';
import { checkServices } from '../check-services.ts';
import { invitationView, invitedView } from './invitation.view.ts';
import { peopleTexts } from './people-texts.ts';

function invitationPagesOf(servicesOf: ServicesPort, area: PeopleArea): AnyPage[] {
  const path = `${area.path}/new`;
  return [
    definePage({
      method: 'GET', path, access: area.manage,
      async handle(request) {
        return show(invitationView({ kind: 'roles', scope: await peopleScopeWith(servicesOf, area, request), locale: request.locale, csrf: request.csrf }));
      },
    }),
    definePage({
      method: 'POST', path, access: area.manage,
      async handle(request) {
        const { form, locale } = request;
        const scope = await peopleScopeWith(servicesOf, area, request);
        const typed = { email: form.text('email'), name: form.text('name'), roles: form.all('roles'), slug: '' };
        try {
          checkServices(scope, typed.roles, locale);
          const { oneTimePassword, invitation } = await invitePerson(request.ctx, { tenant: scope.tenant, email: typed.email, name: typed.name, roles: typed.roles });
          return show(invitedView({ scope, locale, name: typed.name, email: typed.email, oneTimePassword, link: invitation && invitationAddress(request, invitation) }));
        } catch (error) {
          const problems = error instanceof InvalidInput ? error.fields : error instanceof OwnRights ? [{ pointer: '/email', code: 'own-rights', message: peopleTexts(locale).ownRights }] : undefined;
          if (!problems) throw error;
          return show(invitationView({ kind: 'roles', scope, locale, csrf: request.csrf, typed, problems }));
        }
      },
    }),
  ];
}

/** The pages on which people are invited, to an authority and to the platform. */
export function createInvitationPages(servicesOf: ServicesPort): AnyPage[] {
  return [OFFICE_PEOPLE, PLATFORM_PEOPLE].flatMap((area) => invitationPagesOf(servicesOf, area));
}
