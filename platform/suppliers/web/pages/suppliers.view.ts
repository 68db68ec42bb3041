import { emptyState, heading, html, lead, link, section, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { Supplier } from '../../domain/supplier.ts';

const texts = translations({
  de: { title: 'Anbieter', lead: 'Wer Lösungen anbietet, und wer zugelassen werden möchte.', waiting: 'Bewerbungen', none: 'Keine Bewerbung wartet', noneText: 'Anbieter bewerben sich auf der öffentlichen Seite „Für Anbieter“.', admitted: 'Zugelassen', noAdmitted: 'Noch niemand ist zugelassen.', name: 'Name', seat: 'Sitz', since: 'Seit', received: 'Eingegangen', open: 'Ansehen', decide: 'Entscheiden' },
  en: { title: 'Suppliers', lead: 'Who supplies solutions, and who wants to be admitted.', waiting: 'Applications', none: 'No application waits', noneText: 'Suppliers apply on the public page “For suppliers”.', admitted: 'Admitted', noAdmitted: 'Nobody is admitted yet.', name: 'Name', seat: 'Seat', since: 'Since', received: 'Received', open: 'View', decide: 'Decide' },
});

/** The operator's queue of suppliers, and those admitted. */
export function suppliersView(model: { readonly waiting: readonly Supplier[]; readonly admitted: readonly Supplier[] }, { locale, urlFor }: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const rows = (caption: string, when: string, act: string, suppliers: readonly Supplier[], empty: Html | string) => section(table<Supplier>({
    caption, rows: suppliers, empty,
    columns: [
      { label: t.name, cell: ({ name }) => name }, { label: t.seat, cell: ({ seat }) => seat }, { label: when, cell: (one) => formatInstant(one.decidedAt ?? one.appliedAt, locale) },
      { label: act, action: true, cell: ({ id, name }) => link({ label: act, about: name, href: urlFor.operator('suppliers', id) }) },
    ],
  }));
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${rows(t.waiting, t.received, t.decide, model.waiting, emptyState({ title: t.none, text: t.noneText }))}${rows(t.admitted, t.since, t.open, model.admitted, t.noAdmitted)}`,
  };
}
