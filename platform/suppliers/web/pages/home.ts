import { PLATFORM_TENANT } from '@allmende/database';
import { definePage, show, visibleEntries, type AnyPage, type NavigationEntry } from '@allmende/http';
import { ownSupplier } from '../../actions/own-supplier.ts';
import { strangerHomeView, supplierHomeView } from './home.view.ts';

/** The start of suppliers: who is not signed in reads how it works. */
export function createSupplierHome(ports: { readonly navigation: () => readonly NavigationEntry[] }): AnyPage {
  return definePage({
    method: 'GET', path: '/supplier', access: 'anyone',
    async handle(request) {
      const { actor, ctx, locale, urlFor } = request;
      if (actor.kind !== 'supplier') return show(strangerHomeView({ isSignedIn: actor.kind === 'staff' }, request));
      const tasks = visibleEntries(ports.navigation(), { area: 'supplier', actor, tenant: PLATFORM_TENANT, locale, path: request.url, hrefOf: (entry) => urlFor.supplier(...entry.segments) });
      return show(supplierHomeView({ supplier: await ownSupplier(ctx), tasks }, request));
    },
  });
}
