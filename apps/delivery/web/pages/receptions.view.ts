import { alert, badge, button, emptyState, errorSummary, form, heading, html, lead, paragraph, section, table, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { ReceptionView } from '../../actions/list-receptions.ts';
import type { Arrival, ArrivalState } from '../../domain/arrival.ts';
import type { Offer, ReceptionKey } from '../../domain/reception.ts';

const texts = translations({
  de: {
    title: 'Empfang über FIT-Connect', lead: 'Anträge, die andere Onlinedienste verschlüsselt an Ihre Behörde senden. Was hier ankommt, wird geprüft und als Fall angelegt. Inhalte stehen hier nicht.', back: 'Sendungen',
    none: 'Ihre Behörde empfängt noch nichts über FIT-Connect', noneText: 'Richten Sie unten einen Zustellpunkt ein.', point: (id: string) => `Zustellpunkt ${id}`, service: 'Zustelldienst', looked: 'Zuletzt nachgesehen', never: 'noch nicht', problem: 'Der Zustelldienst antwortet nicht wie erwartet. Wir sehen jede Minute wieder nach; nichts geht verloren.',
    active: 'Empfängt', paused: 'Angehalten', pause: 'Empfang anhalten', resume: 'Wieder empfangen', rotate: 'Schlüssel erneuern', publish: 'Angebot neu veröffentlichen', offers: (count: number) => (count === 1 ? 'Eine Leistung wird angenommen.' : `${count} Leistungen werden angenommen.`),
    keys: 'Schlüssel', keyId: 'Kennung', purpose: 'Wofür', decrypt: 'Entschlüsseln', sign: 'Unterschreiben', expires: 'Läuft ab', inUse: 'In Gebrauch', old: 'Ersetzt', ending: 'Läuft bald ab', renew: 'Ein Schlüssel läuft bald ab', renewText: 'Erneuern Sie die Schlüssel. Was noch für den alten verschlüsselt ist, kann weiter gelesen werden.',
    arrivals: 'Eingänge', arrival: 'Einreichung', came: 'Gemeldet', state: 'Stand', why: 'Grund', receipt: 'Fall', nothing: 'Noch ist nichts eingegangen.', nothingText: 'Sobald jemand über FIT-Connect an Sie sendet, steht es hier.',
    waiting: 'Wird geholt', taken: 'Angenommen, Bestätigung läuft', accepted: 'Angenommen', rejected: 'Abgelehnt', gone: 'Nicht mehr abrufbar', stuck: 'Bitte ansehen',
    setUp: 'Zustellpunkt einrichten', setUpText: 'Die Zugangsdaten bekommen Sie beim Betreiber des Zustelldienstes. Die Schlüssel erzeugen wir; sie verlassen die Plattform nicht.', api: 'Adresse der Submission API', token: 'Adresse für Zugriffstoken', issuer: 'Aussteller der Ereignisse', issuerHint: 'Die Adresse, die der Zustelldienst in seinen Ereignissen nennt.',
    clientId: 'Client-ID', clientSecret: 'Client-Secret', legalName: 'Behörde', address: 'Anschrift', phone: 'Telefon', email: 'Funktionspostfach', contact: 'Diese Angaben sehen alle, die an Sie senden.',
  },
  en: {
    title: 'Receiving by FIT-Connect', lead: 'Applications that other online services send to your authority, encrypted. What arrives here is checked and becomes a case. No contents are shown here.', back: 'Deliveries',
    none: 'Your authority receives nothing by FIT-Connect yet', noneText: 'Set up a destination below.', point: (id: string) => `Destination ${id}`, service: 'Delivery service', looked: 'Last look', never: 'not yet', problem: 'The delivery service does not answer as expected. We look again every minute; nothing is lost.',
    active: 'Receiving', paused: 'Paused', pause: 'Pause receiving', resume: 'Receive again', rotate: 'Replace keys', publish: 'Publish the offer again', offers: (count: number) => (count === 1 ? 'One service is taken.' : `${count} services are taken.`),
    keys: 'Keys', keyId: 'Id', purpose: 'For', decrypt: 'Decrypting', sign: 'Signing', expires: 'Expires', inUse: 'In use', old: 'Replaced', ending: 'Expires soon', renew: 'A key expires soon', renewText: 'Replace the keys. What was encrypted for the old one can still be read.',
    arrivals: 'Arrivals', arrival: 'Submission', came: 'Reported', state: 'State', why: 'Reason', receipt: 'Case', nothing: 'Nothing has arrived yet.', nothingText: 'As soon as somebody sends to you by FIT-Connect, it appears here.',
    waiting: 'Being fetched', taken: 'Taken, being confirmed', accepted: 'Accepted', rejected: 'Rejected', gone: 'No longer available', stuck: 'Please look',
    setUp: 'Set up a destination', setUpText: 'You get the credentials from whoever runs the delivery service. The keys are made here and do not leave the platform.', api: 'Address of the Submission API', token: 'Address for access tokens', issuer: 'Issuer of events', issuerHint: 'The address that the delivery service names in its events.',
    clientId: 'Client id', clientSecret: 'Client secret', legalName: 'Authority', address: 'Address', phone: 'Telephone', email: 'Shared mailbox', contact: 'Everybody who sends to you sees this.',
  },
});

const TONES: Readonly<Record<ArrivalState, 'info' | 'success' | 'warning' | 'danger'>> = { waiting: 'info', taken: 'info', accepted: 'success', rejected: 'warning', gone: 'warning', stuck: 'danger' };

export const SET_UP_FIELDS = ['apiAddress', 'tokenAddress', 'issuer', 'clientId', 'clientSecret', 'legalName', 'address', 'phone', 'email'] as const;

export type SetUpValues = Readonly<Record<(typeof SET_UP_FIELDS)[number], string>>;

type Options = { readonly locale: Locale; readonly csrf: string; readonly start: string; readonly deliveries: string; readonly mayManage: boolean; readonly values: SetUpValues; readonly errors: FormErrors };

/** Destinations of an authority with their keys and what has arrived, and the form for another one. */
export function receptionsView(model: { readonly receptions: readonly ReceptionView[]; readonly arrivals: readonly Arrival[] }, options: Options): View {
  const t = texts(options.locale);
  const { locale, errors, mayManage } = options;
  const main = html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${
    model.receptions.length === 0 ? emptyState({ title: t.none, text: t.noneText }) : model.receptions.map((one) => receptionPart(one, options))
  }${model.receptions.length === 0 ? '' : section(html`${heading(t.arrivals, 2)}${arrivalTable(model.arrivals, locale)}`)}${mayManage ? setUpForm(options) : ''}`;
  return { title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.back, href: options.deliveries }, { label: t.title }], main };
}

function receptionPart(reception: ReceptionView, { locale, csrf, start, mayManage }: Options): Html {
  const t = texts(locale);
  const act = (action: string, label: string, look: 'secondary' | 'tertiary' = 'secondary') => form({ csrf, action: `${start}/${reception.id}/${action}`, fields: '', buttons: button({ label, look, small: true, about: reception.id.slice(-12) }) });
  return section(html`${heading(t.point(reception.id.slice(-12)), 2)}${paragraph(html`${badge(t[reception.state], reception.state === 'active' ? 'success' : 'warning', { small: true })} ${t.offers(new Set(reception.offers.map(({ identifier }: Offer) => identifier)).size)}`)}${
    paragraph(`${t.service}: ${reception.apiAddress}`)
  }${paragraph(`${t.looked}: ${reception.lookedAt === null ? t.never : formatInstant(reception.lookedAt, locale)}`)}${reception.problem === null ? '' : alert({ kind: 'warning', title: t.problem })}${
    reception.keys.some(({ isEnding }) => isEnding) ? alert({ kind: 'warning', title: t.renew, body: t.renewText }) : ''
  }${table<ReceptionKey & { readonly isEnding: boolean }>({
    caption: t.keys, rows: reception.keys, empty: '',
    columns: [
      { label: t.keyId, cell: (key) => key.kid.slice(-12) }, { label: t.purpose, cell: (key) => t[key.purpose] }, { label: t.expires, cell: (key) => formatInstant(key.expiresAt, locale) },
      { label: t.state, cell: (key) => (key.isEnding ? badge(t.ending, 'warning', { small: true }) : badge(key.inUse ? t.inUse : t.old, key.inUse ? 'success' : 'info', { small: true })) },
    ],
  })}${mayManage ? html`${act('keys', t.rotate)}${act('offers', t.publish)}${reception.state === 'active' ? act('pause', t.pause, 'tertiary') : act('resume', t.resume)}` : ''}`);
}

function arrivalTable(arrivals: readonly Arrival[], locale: Locale): Html {
  const t = texts(locale);
  return table<Arrival>({
    caption: t.arrivals, rows: arrivals, empty: emptyState({ title: t.nothing, text: t.nothingText }),
    columns: [
      { label: t.arrival, cell: (one) => one.id.slice(-12) }, { label: t.came, cell: (one) => formatInstant(one.heardAt, locale) }, { label: t.state, cell: (one) => badge(t[one.state], TONES[one.state], { small: true }) },
      { label: t.receipt, cell: (one) => one.receipt?.slice(-12) ?? '–' },
      { label: t.why, cell: (one) => (one.rejection === null ? one.problem ?? '–' : one.rejection.map(({ type, instance }) => `${type.slice(type.lastIndexOf('/') + 1)} (${instance.replace(/^(attachment:).*(.{12})$/u, '$1$2')})`).join(', ')) },
    ],
  });
}

function setUpForm({ locale, csrf, values, errors }: Options): Html {
  const t = texts(locale);
  const field = (name: (typeof SET_UP_FIELDS)[number], label: string, more: { readonly hint?: string; readonly kind?: 'password' } = {}) =>
    textField({ name, label, value: more.kind === 'password' ? '' : values[name], error: errors.of(name), locale, spellcheck: false, autocomplete: 'off', ...(more.hint === undefined ? {} : { hint: more.hint }), ...(more.kind === undefined ? {} : { type: more.kind }) });
  return section(html`${heading(t.setUp, 2)}${paragraph(t.setUpText)}${form({
    csrf, buttons: button({ label: t.setUp }),
    fields: [
      field('apiAddress', t.api), field('tokenAddress', t.token), field('issuer', t.issuer, { hint: t.issuerHint }), field('clientId', t.clientId), field('clientSecret', t.clientSecret, { kind: 'password' }),
      field('legalName', t.legalName, { hint: t.contact }), field('address', t.address), field('phone', t.phone), field('email', t.email),
    ],
  })}`);
}
