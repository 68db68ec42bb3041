import { emptyState, heading, html, lead, link, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDateShort } from '@allmende/time';
import type { ListedContract } from '../../actions/list-contracts.ts';
import type { NoticeDay } from '../../actions/list-notice-days.ts';
import type { Contract } from '../../domain/contract.ts';
import { contractState } from '../contract-state.ts';

const texts = translations({
  de: {
    title: 'Verträge', lead: 'Was vereinbart ist, mit Nachweis und Dokumenten.', number: 'Nummer', subject: 'Gegenstand', price: 'Preis im Jahr', since: 'Beginn', state: 'Stand', none: 'Noch kein Vertrag', noneText: 'Ein Vertrag entsteht mit der Freigabe einer Bestellung.', orders: 'Zu den Bestellungen',
    notice: 'Kündigungsfristen, die bald ablaufen', noticeText: 'Diese Verträge verlängern sich, wenn niemand kündigt.', noticeBy: 'Kündigen bis', lastDay: 'Endet dann am',
  },
  en: {
    title: 'Contracts', lead: 'What is agreed, with proof and documents.', number: 'Number', subject: 'Subject', price: 'Price per year', since: 'Start', state: 'State', none: 'No contract yet', noneText: 'A contract comes about with the approval of an order.', orders: 'To the orders',
    notice: 'Notice days that are near', noticeText: 'These contracts are renewed if nobody gives notice.', noticeBy: 'Notice by', lastDay: 'Ends then on',
  },
});

/** Contracts of an authority; those that somebody has to think of soon come first. */
export function contractsView({ contracts, near }: { readonly contracts: readonly ListedContract[]; readonly near: readonly NoticeDay[] }, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const nameOf = (one: Contract) => link({ label: one.number, href: urlFor.office(authority.slug, 'contracts', one.id) });
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${near.length === 0 ? '' : section(html`${heading(t.notice, 2)}${paragraph(t.noticeText)}${table<NoticeDay>({
      caption: t.notice, captionHidden: true, rows: near, empty: t.none,
      columns: [
        { label: t.number, cell: (one) => nameOf(one.contract) }, { label: t.subject, cell: (one) => one.contract.lines.map((line) => line.name).join(', ') }, { label: t.noticeBy, cell: (one) => formatDateShort(one.noticeBy, locale) }, { label: t.lastDay, cell: (one) => formatDateShort(one.lastDay, locale) },
      ],
    })}`)}${table<ListedContract>({
      caption: t.title, captionHidden: true, rows: contracts, empty: emptyState({ title: t.none, text: t.noneText, next: link({ label: t.orders, href: urlFor.office(authority.slug, 'orders') }) }),
      columns: [
        { label: t.number, cell: nameOf }, { label: t.subject, cell: (one) => one.lines.map((line) => line.name).join(', ') },
        { label: t.price, numeric: true, cell: (one) => formatEuro(one.centsPerYearNow, locale) }, { label: t.since, cell: (one) => formatDateShort(one.startsOn, locale) }, { label: t.state, cell: (one) => contractState(one, locale) },
      ],
    })}`,
  };
}
