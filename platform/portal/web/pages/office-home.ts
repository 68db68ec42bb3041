import { definePage, show, visibleEntries, type AnyPage, type NavigationEntry } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { countWork } from '../../actions/count-work.ts';
import type { WorkFigure } from '../../domain/figure.ts';
import { seeOffice } from '../../domain/permissions.ts';
import { homeView } from './home.view.ts';

const texts = translations({
  de: { title: 'Meine Arbeit heute', lead: 'Was auf Sie wartet und wohin Sie von hier aus kommen.' },
  en: { title: 'My work today', lead: 'What waits for you, and where you can go from here.' },
});

/** Home of the staff of an authority. `navigation` is asked at each request, because the list holds this room's own entries too. */
export function officeHomePage(ports: { readonly officeFigures: readonly WorkFigure[]; readonly navigation: () => readonly NavigationEntry[] }): AnyPage {
  return definePage({
    method: 'GET', path: '/:authority/office', access: seeOffice,
    async handle({ ctx, actor, authority, locale, url, urlFor }) {
      const t = texts(locale);
      const hrefOf = (entry: NavigationEntry) => urlFor.office(authority.slug, ...entry.segments);
      const areas = visibleEntries(ports.navigation().filter((entry) => entry.segments.length > 0), { area: 'office', actor, tenant: ctx.tenant, locale, path: url, hrefOf });
      const counted = await countWork(ctx, ports.officeFigures);
      return show(homeView({
        title: t.title, preline: authority.name, lead: t.lead, areas,
        figures: counted.map((figure) => ({ label: figure.label[locale], value: figure.value, href: figure.href(urlFor, authority.slug) })),
      }, locale));
    },
  });
}
