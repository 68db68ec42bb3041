import { alert, badge, button, descriptionList, errorSummary, form, formErrors, heading, html, section, select, type Crumb } from '@allmende/html';
import type { View } from '@allmende/http';
import type { FieldProblem } from '@allmende/errors';
import type { Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { WayOut } from '../../actions/choose-route.ts';
import type { ParcelEvent } from '../../domain/parcel-event.ts';
import type { Parcel } from '../../domain/parcel.ts';
import { problemWords } from '../../domain/problem-words.ts';
import { wayValue } from '../../domain/way-value.ts';
import { deliveryWords } from '../delivery-words.ts';
import { PARCEL_TONES, parcelHistory, wayName } from '../parcel-parts.ts';

export type DeliveryModel = {
  readonly parcel: Parcel;
  readonly events: readonly ParcelEvent[];
  /** Whose it is, on the operator's page. */
  readonly authority?: string;
  readonly serviceName: string;
  /** What can be chosen now, and names of what could be. */
  readonly ways: readonly WayOut[];
  readonly names: readonly WayOut[];
  readonly errors: readonly FieldProblem[];
  readonly breadcrumbs: readonly Crumb[];
  readonly csrf: string;
  readonly againHref: string;
  readonly mayRetry: boolean;
  /** Late documents that the target would not have. */
  readonly hasRefusedEvidence: boolean;
};

/** One parcel with everything that happened to it; one that gave up can go again, elsewhere too. */
export function deliveryView(model: DeliveryModel, locale: Locale): View {
  const t = deliveryWords(locale);
  const { parcel } = model;
  const title = `${t.parcel} ${parcel.id.slice(-12)}`;
  const errors = formErrors(model.errors, locale);
  const problem = parcel.problem === null ? undefined : problemWords(parcel.problem);
  return {
    title, breadcrumbs: [...model.breadcrumbs, { label: title }], hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${descriptionList([
      ...(model.authority === undefined ? [] : [{ name: locale === 'de' ? 'Behörde' : 'Authority', value: model.authority }]),
      { name: t.service, value: model.serviceName }, { name: t.target, value: wayName(model.names, parcel, locale) }, { name: t.state, value: badge(t[parcel.state], PARCEL_TONES[parcel.state]) },
      ...(problem === undefined ? [] : [{ name: t.problem, value: problem[locale] ?? problem.de }]),
      { name: t.received, value: formatInstant(parcel.createdAt, locale) }, ...(parcel.deliveredAt === null ? [] : [{ name: t.arrived, value: formatInstant(parcel.deliveredAt, locale) }]),
      { name: t.attempts, value: String(parcel.attempts) }, ...(parcel.receipt === null ? [] : [{ name: t.receipt, value: parcel.receipt }]),
    ], locale)}${model.mayRetry && parcel.state === 'failed' ? section(form({
      csrf: model.csrf, action: model.againHref, label: t.again, buttons: button({ label: t.again }),
      fields: select({ name: 'to', label: t.to, locale, value: '', empty: t.sameWay, error: errors.of('to'), options: model.ways.map((way) => ({ value: wayValue(way), label: `${way.name[locale] ?? way.name.de}${way.address === '' ? '' : ` (${way.address})`}` })) }),
    })) : ''}${parcel.state === 'delivered' && model.hasRefusedEvidence ? section(alert({ kind: 'warning', title: t.evidenceStuck, body: html`${t.evidenceStuckText}${model.mayRetry ? form({ csrf: model.csrf, action: model.againHref, label: t.evidenceAgain, fields: '', buttons: button({ label: t.evidenceAgain, look: 'secondary' }) }) : ''}` })) : ''}${section(html`${heading(t.history, 2)}${parcelHistory(model.events, { locale, nameOfTarget: (target) => model.names.find((way) => way.target === target)?.name[locale] ?? target })}`)}`,
  };
}
