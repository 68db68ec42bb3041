import { alert, button, emptyState, filterLinks, form, heading, hiddenField, html, lead, link, linkButton, linkRow, list, pagination, section, split, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { WayOut } from '../../actions/choose-route.ts';
import type { DestinationFigures } from '../../data/figures.ts';
import type { OfferedService } from '../../domain/application-port.ts';
import { PARCEL_STATES, type Parcel, type ParcelState } from '../../domain/parcel.ts';
import { wayValue } from '../../domain/way-value.ts';
import { deliveryWords } from '../delivery-words.ts';
import { figuresTable, parcelState, wayName } from '../parcel-parts.ts';

const texts = translations({
  de: {
    title: 'Sendungen', lead: 'Anträge auf dem Weg in das System, das sie bearbeitet. Inhalte stehen hier nicht.', noneText: 'Sobald jemand einen Antrag absendet, steht er hier.', stuck: (count: number) => (count === 1 ? 'Eine Sendung kommt nicht an' : `${count} Sendungen kommen nicht an`),
    refusedEvidence: 'Nachgereichte Unterlagen wurden nicht angenommen', refusedEvidenceText: 'Die Anträge selbst sind angekommen. Sehen Sie bei diesen Sendungen den Grund, und senden Sie die Unterlagen noch einmal:',
    stuckText: 'Die Anträge sind sicher gespeichert und nicht verloren. Prüfen Sie das Ziel, und stellen Sie noch einmal zu.', all: 'Alle noch einmal zustellen', targets: 'Wohin gehen Anträge?', receptions: 'Empfang über FIT-Connect',
  },
  en: {
    title: 'Deliveries', lead: 'Applications on their way to the system that works on them. No contents are shown here.', noneText: 'As soon as somebody sends an application, it appears here.', stuck: (count: number) => (count === 1 ? 'One parcel does not arrive' : `${count} parcels do not arrive`),
    refusedEvidence: 'Late documents were not accepted', refusedEvidenceText: 'The applications themselves have arrived. See the reason at these parcels, and send the documents again:',
    stuckText: 'The applications are stored safely and not lost. Check the target and deliver again.', all: 'Deliver all again', targets: 'Where do applications go?', receptions: 'Receiving by FIT-Connect',
  },
});

export type DeliveriesModel = {
  readonly parcels: readonly Parcel[];
  readonly counts: Readonly<Record<ParcelState, number>>;
  readonly after: string | undefined;
  readonly withRefusedEvidence: readonly string[];
  readonly figures: readonly DestinationFigures[];
  readonly ways: readonly WayOut[];
  readonly services: readonly OfferedService[];
  readonly filter: { readonly state?: ParcelState | undefined; readonly service?: string | undefined; readonly way?: string | undefined };
  readonly csrf: string;
  readonly start: string;
  readonly parcelHref: (parcel: string) => string;
  readonly allAgainHref: string;
  /** Only for who may change them. */
  readonly targetsHref: string | undefined;
  readonly receptionsHref: string;
  readonly mayRetry: boolean;
};

/** Parcels of an authority with filters as links, and how each way out does. */
export function deliveriesView(model: DeliveriesModel, locale: Locale): View {
  const t = texts(locale);
  const words = deliveryWords(locale);
  const { filter, start, counts } = model;
  const at = (change: Partial<DeliveriesModel['filter']>) => withQuery(start, { ...filter, ...change });
  const nameOfService = (id: string) => { const found = model.services.find((service) => service.id === id)?.name; return found?.[locale] ?? found?.de ?? id; };
  const ways = [...new Map(model.figures.map((one) => [wayValue(one), wayName(model.ways, one, locale)]))];
  const filters = filterLinks({
    label: words.filters,
    groups: [
      { name: words.state, links: PARCEL_STATES.map((state) => ({ label: words[state], count: counts[state], current: state === filter.state, href: at({ state: state === filter.state ? undefined : state }) })) },
      { name: words.target, links: ways.length < 2 ? [] : ways.map(([way, label]) => ({ label, current: way === filter.way, href: at({ way: way === filter.way ? undefined : way }) })) },
      { name: words.service, links: model.services.length < 2 ? [] : model.services.map(({ id }) => ({ label: nameOfService(id), current: id === filter.service, href: at({ service: id === filter.service ? undefined : id }) })) },
    ],
  });
  const rows = table<Parcel>({
    caption: words.parcels, rows: model.parcels, empty: emptyState({ title: words.none, text: t.noneText }),
    columns: [
      { label: words.parcel, cell: (parcel) => link({ label: parcel.id.slice(-12), href: model.parcelHref(parcel.id) }) },
      { label: words.service, cell: (parcel) => nameOfService(parcel.service) },
      { label: words.received, cell: (parcel) => formatInstant(parcel.createdAt, locale) },
      { label: words.target, cell: (parcel) => wayName(model.ways, parcel, locale) },
      { label: words.attempts, numeric: true, cell: (parcel) => parcel.attempts },
      { label: words.state, cell: (parcel) => parcelState(parcel, locale) },
    ],
  });
  const again = model.mayRetry && counts.failed > 0 ? form({ csrf: model.csrf, action: model.allAgainHref, label: t.all, fields: html`${hiddenField({ name: 'service', value: filter.service ?? '' })}${hiddenField({ name: 'way', value: filter.way ?? '' })}`, buttons: button({ label: t.all, look: 'secondary' }) }) : '';
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${counts.failed === 0 ? '' : alert({ kind: 'warning', title: t.stuck(counts.failed), body: html`${t.stuckText}${again}` })}${
      model.withRefusedEvidence.length === 0 ? '' : alert({ kind: 'warning', title: t.refusedEvidence, body: html`${t.refusedEvidenceText}${list(model.withRefusedEvidence.map((parcel) => link({ label: `${words.parcel} ${parcel.slice(-12)}`, href: model.parcelHref(parcel) })))}` })}${
      section(linkRow([...(model.targetsHref === undefined ? [] : [linkButton({ label: t.targets, href: model.targetsHref, look: 'secondary' })]), linkButton({ label: t.receptions, href: model.receptionsHref, look: 'secondary' })]))
    }${model.figures.length === 0 ? '' : section(figuresTable(model.figures, { locale, name: (row) => wayName(model.ways, row, locale) }))}${split({
      aside: filters, content: html`${rows}${pagination({ locale, nextHref: model.after === undefined ? undefined : withQuery(start, { ...filter, after: model.after }) })}`,
    })}`,
  };
}
