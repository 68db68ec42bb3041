import { readRoleChoice, ROLE_NAMES } from '@allmende/access';
import type { DomainError } from '@allmende/errors';
import { alert, code, descriptionList, emptyState, heading, html, lead, link, linkButton, list, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import { withQuery, type AuthorityRef, type UrlFor } from '@allmende/tenancy';
import type { Trial } from '../../actions/sign-in-outside.ts';
import { NoRoleByGroups } from '../../domain/errors.ts';

const texts = translations({
  de: {
    title: 'Mit dem Konto Ihrer Behörde anmelden', lead: 'Wählen Sie Ihre Behörde. Sie melden sich dort an und kommen hierher zurück.', none: 'Noch hat keine Behörde ihre eigene Anmeldung verbunden.', password: 'Mit Passkey oder Passwort anmelden',
    refused: 'Die Anmeldung hat nicht geklappt', reason: 'Genauer Grund', again: 'Noch einmal versuchen', over: 'Diese Anmeldung gilt nicht mehr', overLead: 'Sie wurde vor mehr als zehn Minuten, in einem anderen Browser oder schon einmal abgeschlossen.',
    elsewhere: 'Unter dieser E-Mail-Adresse gibt es schon ein Konto, das auch für andere arbeitet oder geschlossen ist. Melden Sie sich mit Passkey oder Passwort an, oder wenden Sie sich an die oder den Digitalbeauftragten.',
    confirmed: 'Sie sind bestätigt', confirmedLead: 'Schließen Sie dieses Fenster, und wählen Sie im Fenster davor „Fortfahren“. Das geht in den nächsten fünf Minuten.',
    trial: 'Der Versuch hat geklappt', trialLead: 'Ihr Dienst hat geantwortet, und die Antwort ist echt. So würde die Plattform sie verstehen:', name: 'Name', email: 'E-Mail-Adresse', groups: 'Gruppen', roles: 'Rollen auf der Plattform', nothing: 'nichts', subject: 'Kennung beim Dienst',
    noEmail: 'Ohne E-Mail-Adresse kann sich niemand anmelden. Geben Sie im Dienst die Angabe „email“ frei.', noRole: 'Keine dieser Gruppen gibt eine Rolle: Diese Person käme nicht hinein.', all: 'Alle Angaben, die kamen', nobody: 'Es wurde niemand angemeldet und kein Konto angelegt.',
  },
  en: {
    title: 'Sign in with the account of your authority', lead: 'Choose your authority. You sign in there and come back here.', none: 'No authority has connected its own sign-in yet.', password: 'Sign in with a passkey or password',
    refused: 'You could not be signed in', reason: 'Exact reason', again: 'Try again', over: 'This sign-in is no longer valid', overLead: 'It began more than ten minutes ago, in another browser, or was finished before.',
    elsewhere: 'There is an account with this e-mail address that also works for others or is closed. Sign in with a passkey or password, or ask the digital officer.',
    confirmed: 'You are confirmed', confirmedLead: 'Close this window and choose “Go on” in the window before it. You can do that within the next five minutes.',
    trial: 'The trial worked', trialLead: 'Your service has answered, and the answer is genuine. The platform would read it like this:', name: 'Name', email: 'E-mail address', groups: 'Groups', roles: 'Roles on the platform', nothing: 'nothing', subject: 'Identifier at the service',
    noEmail: 'Nobody can sign in without an e-mail address. Release the claim “email” in the service.', noRole: 'None of these groups gives a role: this person would not get in.', all: 'All claims that came', nobody: 'Nobody was signed in and no account was made.',
  },
});

type Options = { readonly locale: Locale; readonly urlFor: UrlFor };

/** The authorities that have connected a provider. */
export function authoritiesView(model: { readonly authorities: readonly AuthorityRef[]; readonly next: string | undefined }, options: Options): View {
  const t = texts(options.locale);
  const to = (authority: AuthorityRef) => withQuery(options.urlFor.public('sign-in', 'with', authority.tenant), { next: model.next });
  return {
    title: t.title,
    main: html`${heading(t.title)}${model.authorities.length === 0 ? emptyState({ title: t.none }) : html`${lead(t.lead)}${list(model.authorities.map((authority) => link({ label: authority.name, href: to(authority) })))}`}${
      paragraph(link({ label: t.password, href: withQuery(options.urlFor.public('sign-in'), { next: model.next }) }))}`,
  };
}

/** Why somebody was not signed in. */
export function refusedView(model: { readonly error: DomainError; readonly reason: string | undefined }, options: Options): View {
  const t = texts(options.locale);
  const { error } = model;
  const said = error.code === 'identity/works-elsewhere' || error.code === 'identity/sign-in-refused' ? t.elsewhere : saidIn(options.locale, error.message);
  return {
    title: t.refused,
    main: html`${heading(t.refused)}${lead(said)}${model.reason === undefined ? '' : alert({ kind: 'warning', title: t.reason, body: model.reason })}${
      error instanceof NoRoleByGroups ? '' : linkButton({ label: t.again, href: options.urlFor.public('sign-in', 'with'), look: 'secondary' })}`,
  };
}

/** For a way back that nobody began here. */
export function overView(options: Options): View {
  const t = texts(options.locale);
  return { title: t.over, main: html`${heading(t.over)}${lead(t.overLead)}${linkButton({ label: t.again, href: options.urlFor.public('sign-in', 'with') })}` };
}

/** For somebody who has shown again who they are, while a form waits in another window. */
export function confirmedView(options: Options): View {
  const t = texts(options.locale);
  return { title: t.confirmed, main: html`${heading(t.confirmed)}${lead(t.confirmedLead)}` };
}

// A service is called by its id: the rule that gave the role is written with it.
function roleName(text: string, locale: Locale): string {
  const choice = readRoleChoice(text);
  if (choice === undefined) return text;
  return choice.service === undefined ? ROLE_NAMES[choice.role][locale] : `${ROLE_NAMES[choice.role][locale]} (${choice.service})`;
}

/** What a trial brought. */
export function trialView(trial: Trial, options: Options): View {
  const t = texts(options.locale);
  const { said } = trial;
  const roles = trial.roles.map((role) => roleName(role, options.locale));
  return {
    title: t.trial,
    main: html`${heading(t.trial)}${lead(t.trialLead)}${said.email === undefined ? alert({ kind: 'warning', title: t.noEmail }) : ''}${roles.length === 0 ? alert({ kind: 'warning', title: t.noRole }) : ''}${descriptionList([
      { name: t.name, value: said.name ?? t.nothing }, { name: t.email, value: said.email ?? t.nothing }, { name: t.subject, value: code(said.subject) },
      { name: t.groups, value: said.groups.length === 0 ? t.nothing : said.groups.join(', ') }, { name: t.roles, value: roles.length === 0 ? t.nothing : roles.join(', ') },
    ], options.locale)}${heading(t.all, 2)}${descriptionList(Object.entries(trial.claims).slice(0, 60).map(([name, value]) => ({ name, value: code(JSON.stringify(value).slice(0, 500)) })), options.locale)}${paragraph(t.nobody)}`,
  };
}
