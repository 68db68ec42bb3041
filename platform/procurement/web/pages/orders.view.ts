import { badge, emptyState, heading, html, lead, link, linkButton, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { berlinDate, formatDateShort } from '@allmende/time';
import { yearlyTotal, type Order } from '../../domain/order.ts';
import { orderState } from '../order-state.ts';

const texts = translations({
  de: {
    title: 'Bestellungen', lead: 'Vom Bedarf zum laufenden Dienst. Freigeben muss immer eine zweite Person.', waiting: 'Warten auf eine Entscheidung', all: 'Alle Bestellungen', order: 'Bestellung', items: 'Positionen', price: 'Preis im Jahr', created: 'Begonnen', state: 'Stand',
    none: 'Noch keine Bestellung', noneText: 'Eine Bestellung beginnt mit einem Bedarf.', needs: 'Zu den Bedarfen', store: 'Zum Store',
  },
  en: {
    title: 'Orders', lead: 'From the need to a running service. A second person always has to approve.', waiting: 'Waiting for a decision', all: 'All orders', order: 'Order', items: 'Items', price: 'Price per year', created: 'Begun', state: 'State',
    none: 'No order yet', noneText: 'An order begins with a need.', needs: 'To the needs', store: 'To the store',
  },
});

/** Orders of an authority; those that wait for a decision come first. */
export function ordersView(model: { orders: readonly Order[]; mayPlace: boolean; mayApprove: boolean }, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const isWaiting = (order: Order) => order.state === 'submitted' || order.state === 'approved';
  const tableOf = (caption: string, orders: readonly Order[]) => table<Order>({
    caption, rows: orders,
    empty: emptyState({ title: t.none, text: t.noneText, next: model.mayPlace ? html`${linkButton({ label: t.needs, href: urlFor.office(authority.slug, 'needs') })} ${linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' })}` : '' }),
    columns: [
      { label: t.order, cell: (order) => link({ label: order.title, href: urlFor.office(authority.slug, 'orders', order.id) }) }, { label: t.items, cell: (order) => order.lines.map((line) => line.name).join(', ') || '–' },
      { label: t.price, numeric: true, cell: (order) => formatEuro(yearlyTotal(order), locale) }, { label: t.created, cell: (order) => formatDateShort(berlinDate(order.createdAt), locale) },
      { label: t.state, cell: (order) => { const { label, tone } = orderState(order.state, locale); return badge(label, tone, { small: true }); } },
    ],
  });
  const waiting = model.orders.filter(isWaiting);
  return { title: t.title, main: html`${heading(t.title)}${lead(t.lead)}${waiting.length === 0 ? '' : section(tableOf(t.waiting, waiting))}${waiting.length > 0 && waiting.length === model.orders.length ? '' : section(tableOf(t.all, model.orders.filter((order) => !isWaiting(order))))}` };
}
