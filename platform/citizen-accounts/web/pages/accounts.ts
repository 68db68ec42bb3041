import { definePage, redirect, show, type AnyPage } from '@allmende/http';
import { citizenToken } from '../citizen-cookie.ts';
import type { IdentityPorts } from '../identity-ports.ts';
import { accountsView } from './accounts.view.ts';

/** The way to the own account from every page of a place: straight there where one authority does all the work, and a choice where several do. Whoever has no account learns that they need none. */
export function accountsPage(ports: Pick<IdentityPorts, 'authoritiesOf'>): AnyPage {
  return definePage({
    method: 'GET', path: '/:where/account', access: 'anyone', speaksAll: true,
    async handle(request) {
      const { ctx, urlFor, where } = request;
      const accountOf = (slug: string) => urlFor.place(slug, 'my-account');
      if (where.kind === 'authority') return redirect(accountOf(where.authority.slug));
      const authorities = await ports.authoritiesOf(ctx, where.place);
      const [only, ...others] = authorities;
      if (only && others.length === 0) return redirect(accountOf(only.slug));
      return show(accountsView({ place: where.place.name, homeHref: urlFor.place(where.place.slug), accounts: authorities.map(({ tenant, slug, name }) => ({ name, href: accountOf(slug), isOpen: citizenToken(request, tenant) !== undefined })) }, request.language));
    },
  });
}
