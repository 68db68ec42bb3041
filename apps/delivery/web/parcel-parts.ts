import { badge, html, list, table, timeline, type Html, type Tone } from '@allmende/html';
import type { Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { WayOut } from '../actions/choose-route.ts';
import type { DestinationFigures } from '../data/figures.ts';
import type { ParcelEvent } from '../domain/parcel-event.ts';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import { problemWords } from '../domain/problem-words.ts';
import { deliveryWords, durationWords } from './delivery-words.ts';

export const PARCEL_TONES = { waiting: 'info', sent: 'info', delivered: 'success', failed: 'danger' } as const satisfies Record<ParcelState, Tone>;

/** The state of a parcel with the reason of its last failure in words. */
export function parcelState({ state, problem }: Pick<Parcel, 'state' | 'problem'>, locale: Locale): Html {
  const words = problem === null ? undefined : problemWords(problem);
  return html`${badge(deliveryWords(locale)[state], PARCEL_TONES[state], { small: true })}${words === undefined ? '' : html` ${words[locale] ?? words.de}`}`;
}

/** What a way out is called; one that is not there any more goes by its target. */
export function wayName(ways: readonly WayOut[], way: { readonly target: string; readonly destination: string | null }, locale: Locale): string {
  const found = ways.find(({ target, destination }) => target === way.target && (destination ?? null) === way.destination);
  return found?.name[locale] ?? found?.name.de ?? way.target;
}

/** The figures of ways out as a table; `first` names whose they are, where there are several authorities. */
export function figuresTable<Row extends DestinationFigures>(rows: readonly Row[], options: { readonly locale: Locale; readonly name: (row: Row) => Html | string; readonly first?: { readonly label: string; readonly cell: (row: Row) => Html | string } }): Html {
  const t = deliveryWords(options.locale);
  return table<Row>({
    caption: t.figures, rows, empty: t.none,
    columns: [
      ...(options.first ? [options.first] : []), { label: t.target, cell: options.name, rowHeader: options.first === undefined },
      ...(['delivered', 'sent', 'waiting', 'failed'] as const).map((state) => ({ label: t[state], numeric: true, cell: (row: Row) => row[state] })),
      { label: t.median, numeric: true, cell: (row) => (row.medianMs === null ? t.noMedian : durationWords(row.medianMs, options.locale)) },
    ],
  });
}

/** What happened to a parcel, with the signatures that were checked. */
export function parcelHistory(events: readonly ParcelEvent[], options: { readonly locale: Locale; readonly nameOfTarget: (target: string) => string }): Html {
  const t = deliveryWords(options.locale);
  const titles = { accepted: t.accepted, sent: t.handedOver, delivered: t.arrived, failed: t.gaveUp, tried: t.tried, retried: t.retried, redirected: t.redirected, refused: t.refused, progressed: t.progressed, heard: t.heard, 'evidence-sent': t.evidenceSent, 'evidence-delivered': t.evidenceDelivered, 'evidence-refused': t.evidenceRefused, 'evidence-tried': t.evidenceTried, 'evidence-retried': t.evidenceRetried } as const;
  return timeline(events.map(({ kind, detail, at, verified, signedBy }) => {
    const signature = verified === null ? [] : [`${verified ? t.signatureRight : t.signatureWrong}${signedBy === null ? '' : ` (${t.key}: ${signedBy})`}`];
    const lines = [...detailOf(kind, detail), ...signature];
    return { at: formatInstant(at, options.locale), title: titles[kind], ...(lines.length === 0 ? {} : { detail: lines.length === 1 ? lines[0] : list(lines) }), state: 'done' as const };
  }));

  function detailOf(kind: ParcelEvent['kind'], detail: string | null): string[] {
    if (detail === null) return [];
    if (kind === 'accepted' || kind === 'redirected') return [options.nameOfTarget(detail)];
    if (kind === 'evidence-sent') return [`${t.receipt}: ${detail}`];
    if (kind === 'tried' || kind === 'failed' || kind === 'evidence-tried' || ((kind === 'refused' || kind === 'evidence-refused') && detail.startsWith('delivery/'))) { const words = problemWords(detail); return [words[options.locale] ?? words.de]; }
    if (kind === 'progressed') return [detail === 'waiting' ? t.onHold : detail === 'in-progress' || detail === 'submitted' || detail === 'decided' || detail === 'erased' ? t[detail] : detail];
    return [detail];
  }
}
