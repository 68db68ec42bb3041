import { InvalidInput } from '@allmende/errors';
import { definePage, show } from '@allmende/http';
import { invitePerson } from '../../actions/invite-person.ts';
import { RoleNotGivable } from '../../domain/errors.ts';
import { managePlatformPeople } from '../../domain/permissions.ts';
import { peopleScope, PLATFORM_PEOPLE } from '../people-area.ts';
import { invitationAddress } from '../invitation-address.ts';
import { invitationView, invitedView } from './invitation.view.ts';
import { peopleTexts } from './people-texts.ts';

const path = '/operator/people/first-officer';

export const firstOfficerPage = definePage({
  method: 'GET', path, access: managePlatformPeople,
  async handle(request) {
    return show(invitationView({ kind: 'first-officer', scope: peopleScope(PLATFORM_PEOPLE, request), locale: request.locale, csrf: request.csrf }));
  },
});

export const submitFirstOfficer = definePage({
  method: 'POST', path, access: managePlatformPeople,
  async handle(request) {
    const { form, locale, ctx } = request;
    const t = peopleTexts(locale);
    const scope = peopleScope(PLATFORM_PEOPLE, request);
    const typed = { email: form.text('email'), name: form.text('name'), roles: [], slug: form.text('slug').trim().toLowerCase() };
    try {
      const authority = typed.slug === '' ? undefined : await ctx.directory.findAuthorityBySlug(typed.slug);
      if (!authority) throw new InvalidInput([{ pointer: '/slug', code: 'slug', message: t.slugWrong }]);
      const { oneTimePassword, invitation } = await invitePerson(ctx, { tenant: authority.tenant, email: typed.email, name: typed.name, roles: ['digital-officer'] });
      return show(invitedView({ scope, locale, name: typed.name, email: typed.email, oneTimePassword, link: invitation && invitationAddress(request, invitation) }));
    } catch (error) {
      const problems = error instanceof InvalidInput ? error.fields : error instanceof RoleNotGivable ? [{ pointer: '/slug', code: 'has-officer', message: t.hasOfficer }] : undefined;
      if (!problems) throw error;
      return show(invitationView({ kind: 'first-officer', scope, locale, csrf: request.csrf, typed, problems }));
    }
  },
});
