import type { Grant } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { alert, badge, button, descriptionList, form, heading, html, link, linkButton, linkRow, paragraph, section, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { OwnAccount } from '../../actions/own-account.ts';
import type { SignedInApp } from '../apps-port.ts';
import { roleName, type NamedService } from '../role-name.ts';

const texts = translations({
  de: {
    title: 'Mein Konto', name: 'Name', email: 'E-Mail-Adresse', passwordSet: 'Passwort gesetzt am', change: 'Passwort ändern', roles: 'Meine Rollen', authority: 'Behörde', role: 'Rollen', none: 'Sie haben zurzeit keine Rolle.',
    platform: 'Plattform', rolesHint: 'Rollen vergeben die Digitalbeauftragten Ihrer Behörde. Die eigenen ändert immer eine andere Person.',
    sessions: 'Angemeldete Geräte', begun: 'Angemeldet seit', used: 'Zuletzt benutzt', noSessions: 'Keine.', current: 'Dieses Gerät', end: 'Alle anderen abmelden',
    security: 'Anmeldung und Sicherheit', method: 'Angemeldet mit', out: 'Abmelden', actions: 'Aktionen', mustEnrol: 'Bitte richten Sie einen zweiten Faktor ein',
    apps: 'Angemeldet bei Anwendungen', app: 'Anwendung', since: 'Angemeldet seit', noApps: 'Sie sind zurzeit bei keiner Anwendung angemeldet.',
    appsHint: 'Abmelden beendet nur Ihre Anmeldung bei dieser einen Anwendung, auf allen Geräten. Solange Sie hier angemeldet sind, kommen Sie dort mit einem Klick wieder hinein. Wer das nicht möchte, meldet auch das Gerät ab.',
    must: 'Bitte wählen Sie ein eigenes Passwort', mustBody: 'Bis dahin ist sonst nichts geöffnet.',
  },
  en: {
    title: 'My account', name: 'Name', email: 'E-mail address', passwordSet: 'Password set on', change: 'Change password', roles: 'My roles', authority: 'Authority', role: 'Roles', none: 'You have no role at present.',
    platform: 'Platform', rolesHint: 'The digital officers of your authority give roles. Your own are always changed by somebody else.',
    sessions: 'Signed-in devices', begun: 'Signed in since', used: 'Last used', noSessions: 'None.', current: 'This device', end: 'Sign out all others',
    security: 'Sign-in and security', method: 'Signed in with', out: 'Sign out', actions: 'Actions', mustEnrol: 'Please set up a second factor',
    apps: 'Signed in at apps', app: 'App', since: 'Signed in since', noApps: 'You are not signed in at any app at present.',
    appsHint: 'Signing out ends your sign-in at this one app only, on all devices. As long as you are signed in here, one click takes you in again. If you do not want that, sign out the device as well.',
    must: 'Please choose a password of your own', mustBody: 'Nothing else is open until then.',
  },
});

const METHOD_NAMES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: { password: 'Passwort', passkey: 'Passkey', 'time-code': 'Code der App', 'recovery-code': 'Wiederherstellungscode', 'identity-provider': 'Konto bei der Behörde' },
  en: { password: 'password', passkey: 'passkey', 'time-code': 'code of the app', 'recovery-code': 'recovery code', 'identity-provider': 'account at the authority' },
};

/** The own profile. */
export function accountView(input: { readonly account: OwnAccount; readonly authorities: readonly AuthorityRef[]; readonly services: readonly NamedService[]; readonly apps: readonly SignedInApp[] | undefined; readonly mustEnrol: boolean; readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const { account, locale, urlFor } = input;
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}
      ${account.mustChange ? alert({ kind: 'warning', title: t.must, body: t.mustBody }) : ''}
      ${descriptionList([{ name: t.name, value: account.name }, { name: t.email, value: account.email }, { name: t.passwordSet, value: formatInstant(account.passwordSetAt, locale) }], locale)}
      ${!account.mustChange && input.mustEnrol ? alert({ kind: 'warning', title: t.mustEnrol, body: t.mustBody }) : ''}
      ${section(linkRow([linkButton({ label: t.security, href: urlFor.public('account', 'factors'), look: 'secondary' }), linkButton({ label: t.change, href: urlFor.public('account', 'password'), look: 'secondary' })]))}
      ${section(html`${heading(t.roles, 2)}${table({
        caption: t.roles, captionHidden: true, empty: t.none, rows: rolesByTenant(account.grants),
        columns: [
          { label: t.authority, cell: (row) => nameOf(row.tenant, input, t.platform) },
          { label: t.role, cell: (row) => row.roles.map((held) => roleName(held, locale, input.services)).join('; ') },
        ],
      })}${paragraph(t.rolesHint, 'muted')}`)}
      ${section(html`${heading(t.sessions, 2)}${table({
        caption: t.sessions, captionHidden: true, empty: t.noSessions, rows: account.sessions,
        columns: [
          { label: t.begun, cell: (row) => html`${formatInstant(row.createdAt, locale)}${row.isCurrent ? html` ${badge(t.current, 'info', { small: true })}` : ''}` },
          { label: t.method, cell: (row) => row.methods.map((method) => METHOD_NAMES[locale][method] ?? method).join(' + ') },
          { label: t.used, cell: (row) => formatInstant(row.lastUsedAt, locale) },
          { label: t.actions, action: true, cell: (row) => (row.isCurrent ? '' : form({ csrf: input.csrf, action: urlFor.public('account', 'end-sessions'), label: `${t.out}: ${formatInstant(row.createdAt, locale)}`, fields: '', buttons: button({ label: t.out, look: 'tertiary', name: 'session', value: row.id, about: formatInstant(row.createdAt, locale) }) })) },
        ],
      })}${account.sessions.length > 1 ? form({ csrf: input.csrf, action: urlFor.public('account', 'end-sessions'), fields: '', buttons: button({ label: t.end, look: 'secondary' }) }) : ''}`)}
      ${input.apps === undefined ? '' : appsPart(input.apps, input)}`,
  };
}

function appsPart(apps: readonly SignedInApp[], input: { readonly authorities: readonly AuthorityRef[]; readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): Html {
  const t = texts(input.locale);
  return section(html`${heading(t.apps, 2)}${table({
    caption: t.apps, captionHidden: true, empty: t.noApps, rows: apps,
    columns: [
      { label: t.app, cell: (row) => row.title },
      { label: t.authority, cell: (row) => nameOf(row.tenant, input, t.platform) },
      { label: t.since, cell: (row) => formatInstant(row.since, input.locale) },
      { label: t.actions, action: true, cell: (row) => form({ csrf: input.csrf, action: input.urlFor.public('account', 'end-app'), label: `${t.out}: ${row.title}`, fields: '', buttons: button({ label: t.out, look: 'tertiary', name: 'app', value: row.instance, about: row.title }) }) },
    ],
  })}${apps.length === 0 ? '' : paragraph(t.appsHint, 'muted')}`);
}

function rolesByTenant(grants: readonly Grant[]) {
  return [...new Set(grants.map((grant) => grant.tenant))].map((tenant) => ({ tenant, roles: grants.filter((grant) => grant.tenant === tenant).map(({ role, service }) => ({ role, service })) }));
}

function nameOf(tenant: Grant['tenant'], input: { readonly authorities: readonly AuthorityRef[]; readonly urlFor: UrlFor }, platform: string): Html {
  if (tenant === PLATFORM_TENANT) return link({ label: platform, href: input.urlFor.operator() });
  const authority = input.authorities.find((one) => one.tenant === tenant);
  return authority ? link({ label: authority.name, href: input.urlFor.office(authority.slug) }) : html`–`;
}
