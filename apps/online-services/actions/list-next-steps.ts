import { may } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { translations } from '@allmende/i18n';
import type { AppStep } from '@allmende/operations';
import { manageServices, seeServices } from '../domain/permissions.ts';
import { listServicesOff } from './run-app.ts';
import { listOrderableServices } from './list-orderable-services.ts';

const texts = translations({
  de: { rates: (name: string) => `${name}: Sätze eintragen und Leistung einschalten`, on: (name: string) => `${name}: eingeschaltet`, choose: 'Leistungen ansehen und einschalten', who: 'Das machen die Digitalbeauftragten oder die Leitung des Amts.' },
  en: { rates: (name: string) => `${name}: enter rates and switch the service on`, on: (name: string) => `${name}: switched on`, choose: 'See services and switch them on', who: 'The digital officers or the head of the office do this.' },
});

/** How somebody in the office goes on once the app runs: for each ordered service its page, where rates are entered and the service is switched on; without an order for services the list of all. */
export async function listNextSteps(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'locale' | 'urlFor' | 'directory'>, ordered: { readonly services: readonly string[] }): Promise<AppStep[]> {
  if (!may(ctx.actor, seeServices, ctx.tenant)) return [];
  const [authority] = await ctx.directory.namesOf([ctx.tenant]);
  if (!authority) return [];
  const t = texts(ctx.locale);
  const [services, off] = await Promise.all([listOrderableServices(ctx), listServicesOff(ctx, ordered)]);
  const mayManage = may(ctx.actor, manageServices, ctx.tenant);
  const href = (...service: string[]) => ctx.urlFor.office(authority.slug, 'services', ...service);
  const wanted = services.filter(({ id }) => ordered.services.includes(id));
  if (wanted.length === 0) return mayManage ? [{ label: t.choose, state: 'open', href: href() }] : [];
  return wanted.map(({ id, name }): AppStep => {
    if (!off.includes(id)) return { label: t.on(name), state: 'done', href: href(id) };
    return { label: t.rates(name), state: 'open', href: href(id), ...(mayManage ? {} : { hint: t.who }) };
  });
}
