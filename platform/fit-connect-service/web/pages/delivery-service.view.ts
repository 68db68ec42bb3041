import { badge, button, code, descriptionList, emptyState, errorSummary, form, formErrors, heading, html, lead, paragraph, section, table, textArea, textField, type Html } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { berlinDate, formatDateShort } from '@allmende/time';
import type { DescribedDestination, ServiceDescription } from '../../actions/describe-service.ts';
import type { Client } from '../../domain/client.ts';

export const deliveryServiceWords = translations({
  de: {
    title: 'Zustelldienst für FIT-Connect', lead: 'Hierüber gehen Anträge verschlüsselt an Fachverfahren, auch an fremde, und kommen Antworten zurück. Lesen kann der Dienst sie nicht.',
    address: 'Adresse des Dienstes', token: 'Adresse für Token', destinations: 'Zustellpunkte', owner: 'Organisation', id: 'Kennung', state: 'Zustand', waiting: 'Warten', fetched: 'Abgeholt', accepted: 'Angenommen', rejected: 'Zurückgewiesen', oldest: 'Ältester seit', nothing: '–',
    noDestinations: 'Noch kein Zustellpunkt', noDestinationsText: 'Ein Programm mit dem Scope create:destination legt Zustellpunkte an, oder Sie selbst mit ./allmende fit-connect destination.',
    clients: 'Clients', name: 'Programm', scopes: 'Scopes', since: 'Seit', used: 'Zuletzt benutzt', never: 'noch nie', works: 'gilt', ended: 'beendet', end: 'Beenden', noClients: 'Noch kein Client',
    add: 'Client anlegen', addText: 'Das Geheimnis wird nur einmal gezeigt.', nameLabel: 'Name des Programms', scopesLabel: 'Scopes', scopesHint: 'Durch Leerzeichen oder Zeilen getrennt, zum Beispiel send:region:DE oder subscribe:destination:<Kennung>.', create: 'Client anlegen', endedNow: 'Der Client wurde beendet',
    created: 'angelegt', active: 'aktiv', inactive: 'ruht', decommissioned: 'stillgelegt',
  },
  en: {
    title: 'Delivery service for FIT-Connect', lead: 'Applications go encrypted to specialist systems through it, also to foreign ones, and answers come back. The service cannot read them.',
    address: 'Address of the service', token: 'Address for tokens', destinations: 'Destinations', owner: 'Organisation', id: 'Id', state: 'State', waiting: 'Waiting', fetched: 'Fetched', accepted: 'Accepted', rejected: 'Rejected', oldest: 'Oldest since', nothing: '–',
    noDestinations: 'No destination yet', noDestinationsText: 'A program with the scope create:destination makes destinations, or you do with ./allmende fit-connect destination.',
    clients: 'Clients', name: 'Program', scopes: 'Scopes', since: 'Since', used: 'Last used', never: 'never', works: 'valid', ended: 'ended', end: 'End', noClients: 'No client yet',
    add: 'Create a client', addText: 'The secret is shown only once.', nameLabel: 'Name of the program', scopesLabel: 'Scopes', scopesHint: 'Separated by spaces or lines, for example send:region:DE or subscribe:destination:<id>.', create: 'Create client', endedNow: 'The client was ended',
    created: 'created', active: 'active', inactive: 'resting', decommissioned: 'decommissioned',
  },
});

const TONES = { created: 'neutral', active: 'success', inactive: 'info', decommissioned: 'neutral' } as const;

type Model = ServiceDescription & { readonly mayManage: boolean; readonly typed: { readonly name: string; readonly scopes: string; readonly problems: readonly FieldProblem[] } | undefined };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** Destinations with their figures, clients, and a form for another one. */
export function deliveryServiceView(model: Model, options: Options): View {
  const t = deliveryServiceWords(options.locale);
  const errors = formErrors(model.typed?.problems, options.locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.title)}${lead(t.lead)}${descriptionList([{ name: t.address, value: code(model.address) }, { name: t.token, value: code(`${model.address}/token`) }], options.locale)}${destinationsPart(model, options)}${clientsPart(model, options)}${model.mayManage ? addPart(model, options) : ''}`,
  };
}

function destinationsPart({ destinations }: Model, { locale }: Options): Html {
  const t = deliveryServiceWords(locale);
  const number = (value: number) => value.toLocaleString(locale === 'en' ? 'en-GB' : 'de-DE');
  return section(table<DescribedDestination>({
    caption: t.destinations, rows: destinations, empty: emptyState({ title: t.noDestinations, text: t.noDestinationsText }),
    columns: [
      { label: t.owner, rowHeader: true, cell: (one) => one.contact.legalName }, { label: t.id, cell: (one) => code(one.id) }, { label: t.state, cell: (one) => badge(t[one.status], TONES[one.status], { small: true }) },
      { label: t.waiting, numeric: true, cell: (one) => number(one.figures.waiting) }, { label: t.fetched, numeric: true, cell: (one) => number(one.figures.fetched) }, { label: t.accepted, numeric: true, cell: (one) => number(one.figures.accepted) },
      { label: t.rejected, numeric: true, cell: (one) => number(one.figures.rejected) }, { label: t.oldest, cell: (one) => day(one.figures.oldestWaiting, locale) ?? t.nothing },
    ],
  }));
}

function clientsPart({ clients, mayManage }: Model, { locale, csrf, urlFor }: Options): Html {
  const t = deliveryServiceWords(locale);
  const end = (one: Client) => (one.endedAt === undefined ? form({ action: urlFor.operator('delivery-service', 'clients', one.id, 'end'), csrf, fields: '', buttons: button({ label: t.end, look: 'tertiary', small: true, about: one.name }), label: `${t.end}: ${one.name}` }) : '');
  return section(table<Client>({
    caption: t.clients, rows: clients, empty: t.noClients,
    columns: [
      { label: t.name, rowHeader: true, cell: (one) => one.name }, { label: t.id, cell: (one) => code(one.id) }, { label: t.scopes, cell: (one) => one.scopes.join(' ') }, { label: t.since, cell: (one) => day(one.createdAt, locale) ?? '' },
      { label: t.used, cell: (one) => day(one.lastUsedAt, locale) ?? t.never }, { label: t.state, cell: (one) => (one.endedAt === undefined ? badge(t.works, 'success', { small: true }) : badge(t.ended, 'neutral', { small: true })) },
      ...(mayManage ? [{ label: t.end, action: true, cell: end }] : []),
    ],
  }));
}

function addPart({ typed }: Model, { locale, csrf, urlFor }: Options): Html {
  const t = deliveryServiceWords(locale);
  const errors = formErrors(typed?.problems, locale);
  return section(html`${heading(t.add, 2)}${paragraph(t.addText)}${form({
    csrf, label: t.add, action: urlFor.operator('delivery-service'), buttons: button({ label: t.create }),
    fields: html`${textField({ name: 'name', label: t.nameLabel, value: typed?.name, error: errors.of('name'), locale })}${textArea({ name: 'scopes', label: t.scopesLabel, hint: t.scopesHint, value: typed?.scopes, error: errors.of('scopes'), rows: 3, locale })}`,
  })}`);
}

function day(at: Date | undefined, locale: Locale): string | undefined {
  return at === undefined ? undefined : formatDateShort(berlinDate(at), locale);
}
