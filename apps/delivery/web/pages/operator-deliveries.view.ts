import { emptyState, filterLinks, heading, html, lead, link, pagination, section, split, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { OperatorDeliveries } from '../../actions/watch-deliveries.ts';
import { PARCEL_STATES, type ParcelState } from '../../domain/parcel.ts';
import { deliveryWords } from '../delivery-words.ts';
import { figuresTable, parcelState } from '../parcel-parts.ts';

const texts = translations({
  de: { title: 'Sendungen aller Behörden', lead: 'Ob Anträge in den Systemen ankommen, die sie bearbeiten. Inhalte sehen Sie hier nicht.', authority: 'Behörde', noneText: 'Kein Antrag passt zu dieser Auswahl.' },
  en: { title: 'Deliveries of all authorities', lead: 'Whether applications arrive in the systems that work on them. You see no contents here.', authority: 'Authority', noneText: 'No application fits this choice.' },
});

export type OperatorDeliveriesModel = OperatorDeliveries & {
  readonly filter: { readonly state?: ParcelState | undefined; readonly authority?: string | undefined; readonly target?: string | undefined };
  readonly targets: readonly { readonly name: string; readonly label: string }[];
  readonly start: string;
  readonly parcelHref: (tenant: string, parcel: string) => string;
};

/** Figures for each way out of each authority, trouble first, and the parcels behind them. */
export function operatorDeliveriesView(model: OperatorDeliveriesModel, locale: Locale): View {
  const t = texts(locale);
  const words = deliveryWords(locale);
  const { filter, start } = model;
  const at = (change: Partial<OperatorDeliveriesModel['filter']>) => withQuery(start, { ...filter, ...change });
  const nameOf = (target: string) => model.targets.find(({ name }) => name === target)?.label ?? target;
  const authorities = [...new Map(model.figures.map(({ tenant, authority }) => [tenant, authority]))].slice(0, 30);
  const filters = filterLinks({
    label: words.filters,
    groups: [
      { name: words.state, links: PARCEL_STATES.map((state) => ({ label: words[state], current: state === filter.state, href: at({ state: state === filter.state ? undefined : state }) })) },
      { name: words.target, links: model.targets.map(({ name, label }) => ({ label, current: name === filter.target, href: at({ target: name === filter.target ? undefined : name }) })) },
      { name: t.authority, links: authorities.map(([tenant, label]) => ({ label, current: tenant === filter.authority, href: at({ authority: tenant === filter.authority ? undefined : tenant }) })) },
    ],
  });
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${model.figures.length === 0 ? '' : section(figuresTable(model.figures, { locale, name: (row) => nameOf(row.target), first: { label: t.authority, cell: (row) => link({ label: row.authority, href: at({ authority: row.tenant }) }) } }))}${split({
      aside: filters,
      content: html`${table<OperatorDeliveries['parcels'][number]>({
        caption: words.parcels, rows: model.parcels, empty: emptyState({ title: words.none, text: t.noneText }),
        columns: [
          { label: words.parcel, cell: ({ tenant, id }) => link({ label: id.slice(-12), href: model.parcelHref(tenant, id) }) }, { label: t.authority, cell: ({ authority }) => authority }, { label: words.service, cell: ({ service }) => service },
          { label: words.received, cell: ({ createdAt }) => formatInstant(createdAt, locale) }, { label: words.target, cell: ({ target }) => nameOf(target) }, { label: words.attempts, numeric: true, cell: ({ attempts }) => attempts },
          { label: words.state, cell: (parcel) => parcelState(parcel, locale) },
        ],
      })}${pagination({ locale, nextHref: model.after === undefined ? undefined : withQuery(start, { ...filter, after: model.after }) })}`,
    })}`,
  };
}
