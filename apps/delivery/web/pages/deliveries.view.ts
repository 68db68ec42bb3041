import { alert, badge, button, emptyState, filterLinks, form, heading, html, lead, pagination, split, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import { PARCEL_STATES, type Parcel, type ParcelState } from '../../domain/parcel.ts';

const texts = translations({
  de: {
    title: 'Sendungen', lead: 'Anträge auf dem Weg in das System, das sie bearbeitet. Inhalte stehen hier nicht.', filters: 'Filter', state: 'Stand', waiting: 'Unterwegs', delivered: 'Angekommen', failed: 'Nicht zustellbar',
    caption: 'Sendungen, neueste zuerst', service: 'Leistung', parcel: 'Sendung', sent: 'Eingegangen', arrived: 'Angekommen', target: 'Ziel', attempts: 'Versuche', retry: 'Noch einmal zustellen', action: 'Aktion',
    none: 'Hier ist keine Sendung.', noneText: 'Sobald jemand einen Antrag absendet, steht er hier.', stuck: (count: number) => (count === 1 ? 'Eine Sendung kommt nicht an' : `${count} Sendungen kommen nicht an`),
    stuckText: 'Der Antrag ist sicher gespeichert und nicht verloren. Prüfen Sie das Ziel und stellen Sie noch einmal zu.',
  },
  en: {
    title: 'Deliveries', lead: 'Applications on their way to the system that works on them. No contents are shown here.', filters: 'Filter', state: 'State', waiting: 'On the way', delivered: 'Arrived', failed: 'Undeliverable',
    caption: 'Parcels, newest first', service: 'Service', parcel: 'Parcel', sent: 'Received', arrived: 'Arrived', target: 'Target', attempts: 'Tries', retry: 'Deliver again', action: 'Action',
    none: 'There is no parcel here.', noneText: 'As soon as somebody sends an application, it appears here.', stuck: (count: number) => (count === 1 ? 'One parcel does not arrive' : `${count} parcels do not arrive`),
    stuckText: 'The application is stored safely and not lost. Check the target and deliver again.',
  },
});

const TONES = { waiting: 'info', delivered: 'success', failed: 'danger' } as const;

/** Parcels of an authority, with filters as links. */
export function deliveriesView(
  list: { parcels: readonly Parcel[]; counts: Readonly<Record<ParcelState, number>>; after: string | undefined },
  options: { state: ParcelState | undefined; locale: Locale; csrf: string; start: string; retryHref: (parcel: string) => string; mayRetry: boolean },
): View {
  const t = texts(options.locale);
  const { locale, start, state } = options;
  const filters = filterLinks({
    label: t.filters,
    groups: [{ name: t.state, links: PARCEL_STATES.map((one) => ({ label: t[one], count: list.counts[one], current: one === state, href: one === state ? start : withQuery(start, { state: one }) })) }],
  });
  const rows = table<Parcel>({
    caption: t.caption, rows: list.parcels, empty: emptyState({ title: t.none, text: t.noneText }),
    columns: [
      { label: t.parcel, cell: (parcel) => parcel.id.slice(-12) },
      { label: t.service, cell: (parcel) => parcel.service },
      { label: t.sent, cell: (parcel) => formatInstant(parcel.createdAt, locale) },
      { label: t.target, cell: (parcel) => parcel.target },
      { label: t.attempts, numeric: true, cell: (parcel) => parcel.attempts },
      { label: t.state, cell: (parcel) => html`${badge(t[parcel.state], TONES[parcel.state], { small: true })}${parcel.problem === null ? '' : html` ${parcel.problem}`}` },
      ...(options.mayRetry && list.parcels.some((parcel) => parcel.state === 'failed') ? [{
        label: t.action, action: true,
        cell: (parcel: Parcel) => (parcel.state === 'failed' ? form({ csrf: options.csrf, action: options.retryHref(parcel.id), fields: '', buttons: button({ label: t.retry, look: 'secondary', small: true, about: parcel.id.slice(-12) }) }) : ''),
      }] : []),
    ],
  });
  const main = html`${heading(t.title)}${lead(t.lead)}${list.counts.failed === 0 ? '' : alert({ kind: 'warning', title: t.stuck(list.counts.failed), body: t.stuckText })}${split({
    aside: filters, content: html`${rows}${pagination({ locale, nextHref: list.after === undefined ? undefined : withQuery(start, { state, after: list.after }) })}`,
  })}`;
  return { title: t.title, main };
}
