import type { FieldProblem } from '@allmende/errors';
import { badge, button, emptyState, errorSummary, form, formErrors, heading, html, lead, link, linkButton, linkRow, paragraph, section, select, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { RouteOverview, ServiceRoute } from '../../actions/choose-route.ts';
import type { DestinationRow } from '../../data/destination.ts';
import { problemWords } from '../../domain/problem-words.ts';
import type { Trial } from '../../domain/trial.ts';
import { wayValue } from '../../domain/way-value.ts';
import { durationWords } from '../delivery-words.ts';

export const targetTexts = translations({
  de: {
    title: 'Wohin gehen Anträge?', lead: 'Wählen Sie für jede Leistung, welches System die Anträge bekommt. Ein Probeantrag zeigt, ob er dort ankommt.', services: 'Leistungen', none: 'Sie haben noch keine Leistung begonnen', noneText: 'Sobald Sie unter „Online-Dienste“ Angaben zu einer Leistung machen, steht sie hier.',
    off: 'noch nicht eingeschaltet', way: (service: string) => `Ziel für ${service}`, choose: 'Ziel speichern', chosen: 'Das Ziel ist gespeichert. Neue Anträge gehen dorthin.', tryIt: 'Probeantrag senden', noTrial: 'Noch kein Probeantrag', running: 'Probeantrag unterwegs, noch keine Bestätigung',
    passed: 'Probeantrag angekommen', handedOver: 'Probeantrag übergeben. Ob er ankommt, lässt sich bei diesem Ziel nicht prüfen. Sehen Sie dort nach.', failed: 'Probeantrag nicht angekommen', nightly: 'in der Nacht', at: (when: string) => `am ${when}`,
    destinations: 'Eigene Ziele', noDestination: 'Noch keines eingerichtet.', address: 'Adresse', name: 'Name', kind: 'Art', changed: 'Geändert', add: (kind: string) => `${kind} einrichten`, deliveries: 'Sendungen', noSample: 'Zu dieser Leistung gibt es keinen vollständigen Beispielantrag. Darum lässt sich die Zustellung nicht erproben.',
  },
  en: {
    title: 'Where do applications go?', lead: 'Choose for each service which system gets its applications. A sample shows whether it arrives there.', services: 'Services', none: 'You have not begun a service yet', noneText: 'As soon as you enter values of a service under “Online services”, it appears here.',
    off: 'not switched on yet', way: (service: string) => `Target of ${service}`, choose: 'Save the target', chosen: 'The target is saved. New applications go there.', tryIt: 'Send a sample', noTrial: 'No sample yet', running: 'Sample on its way, not confirmed yet',
    passed: 'Sample arrived', handedOver: 'Sample handed over. Whether it arrives cannot be seen with this target. Look there.', failed: 'Sample did not arrive', nightly: 'at night', at: (when: string) => `on ${when}`,
    destinations: 'Own destinations', noDestination: 'None set up yet.', address: 'Address', name: 'Name', kind: 'Kind', changed: 'Changed', add: (kind: string) => `Set up: ${kind}`, deliveries: 'Deliveries', noSample: 'There is no complete sample for this service. So its delivery cannot be tried.',
  },
});

export type DeliveryTargetsModel = RouteOverview & {
  readonly csrf: string;
  readonly errors: readonly FieldProblem[];
  /** The service whose form was refused. */
  readonly refused: string | undefined;
  readonly serviceHref: (service: string) => string;
  readonly trialHref: (service: string) => string;
  readonly destinationHref: (destination: string) => string;
  readonly addHref: (target: string) => string;
  readonly home: { readonly name: string; readonly href: string };
  readonly deliveriesHref: string;
};

/** Each service with its target and its last trial, and the destinations that the authority has set up. */
export function deliveryTargetsView(model: DeliveryTargetsModel, locale: Locale): View {
  const t = targetTexts(locale);
  const errors = formErrors(model.errors, locale);
  const kindOf = (target: string) => { const label = model.kinds.find((kind) => kind.target === target)?.label; return label?.[locale] ?? label?.de ?? target; };
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: model.home.name, href: model.home.href }, { label: t.deliveries, href: model.deliveriesHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${model.services.length === 0 ? emptyState({ title: t.none, text: t.noneText }) : model.services.map((each) => serviceSection(each))}${
      section(html`${heading(t.destinations, 2)}${table<DestinationRow>({
        caption: t.destinations, captionHidden: true, rows: model.destinations, empty: t.noDestination,
        columns: [
          { label: t.name, cell: ({ id, name }) => link({ label: name, href: model.destinationHref(id) }) }, { label: t.kind, cell: ({ target }) => kindOf(target) }, { label: t.address, cell: ({ address }) => address },
          { label: t.changed, cell: ({ changedAt }) => formatInstant(changedAt, locale) },
        ],
      })}${linkRow(model.kinds.map(({ target }) => linkButton({ label: t.add(kindOf(target)), href: model.addHref(target), look: 'secondary' })))}`)
    }`,
  };

  function serviceSection({ service, route, lastTrial }: ServiceRoute): Html {
    const name = service.name[locale] ?? service.name.de;
    const field = service.id === model.refused ? 'way' : `way-${service.id}`;
    return section(html`${heading(name, 2)}${service.isOn ? '' : paragraph(t.off, 'muted')}${form({
      csrf: model.csrf, action: model.serviceHref(service.id), buttons: button({ label: t.choose, look: 'secondary', about: name }),
      fields: select({
        name: field, label: t.way(name), locale, empty: false, value: wayValue(route), error: service.id === model.refused ? errors.of('way') : undefined,
        options: model.ways.map((way) => ({ value: wayValue(way), label: `${way.name[locale] ?? way.name.de}${way.address === '' ? '' : ` (${way.address})`}` })),
      }),
    })}${trialWords(lastTrial, locale)}${form({ csrf: model.csrf, action: model.trialHref(service.id), fields: '', buttons: button({ label: t.tryIt, look: 'tertiary', about: name }) })}`);
  }
}

/** How a trial went, in words with its time. */
export function trialWords(trial: Trial | undefined, locale: Locale): Html {
  const t = targetTexts(locale);
  if (trial === undefined) return paragraph(t.noTrial, 'muted');
  const when = `${t.at(formatInstant(trial.startedAt, locale))}${trial.cause === 'nightly' ? `, ${t.nightly}` : ''}${trial.milliseconds === null ? '' : `, ${durationWords(trial.milliseconds, locale)}`}`;
  const [words, tone] = { running: [t.running, 'info'], passed: [t.passed, 'success'], 'handed-over': [t.handedOver, 'info'], failed: [t.failed, 'danger'] }[trial.state] as [string, 'info' | 'success' | 'danger'];
  const problem = trial.problem === null ? undefined : problemWords(trial.problem);
  return html`<p class="kern-body">${badge(words, tone, { small: true })} ${when}</p>${problem === undefined ? '' : paragraph(problem[locale] ?? problem.de)}`;
}
