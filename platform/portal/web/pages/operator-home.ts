import { definePage, show, visibleEntries, type AnyPage, type NavigationEntry } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { countWork } from '../../actions/count-work.ts';
import type { WorkFigure } from '../../domain/figure.ts';
import { seeOperation } from '../../domain/permissions.ts';
import { homeView } from './home.view.ts';

const texts = translations({
  de: { title: 'Betrieb der Plattform', lead: 'Was im Verbund wartet und was nicht läuft, wie es soll.' },
  en: { title: 'Operating the platform', lead: 'What waits across all members, and what does not run as it should.' },
});

/** Home of the operator. */
export function operatorHomePage(ports: { readonly operatorFigures: readonly WorkFigure[]; readonly navigation: () => readonly NavigationEntry[] }): AnyPage {
  return definePage({
    method: 'GET', path: '/operator', access: seeOperation,
    async handle({ ctx, actor, locale, url, urlFor }) {
      const t = texts(locale);
      const hrefOf = (entry: NavigationEntry) => urlFor.operator(...entry.segments);
      const areas = visibleEntries(ports.navigation().filter((entry) => entry.segments.length > 0), { area: 'operator', actor, tenant: ctx.tenant, locale, path: url, hrefOf });
      const counted = await countWork(ctx, ports.operatorFigures);
      return show(homeView({
        title: t.title, preline: 'Allmende', lead: t.lead, areas, figures: counted.map((figure) => ({ label: figure.label[locale], value: figure.value, href: figure.href(urlFor, '') })),
      }, locale));
    },
  });
}
