import { roleChoiceText } from '@allmende/access';
import type { FieldProblem } from '@allmende/errors';
import { badge, button, code, descriptionList, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, section, select, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { GroupWithMembers } from '../../actions/scim-groups.ts';
import type { ScimToken } from '../../data/scim.ts';
import { roleChoices, type PeopleScope } from '../people-area.ts';
import { roleName } from '../role-name.ts';
import { peopleTexts } from './people-texts.ts';

/** Texts of the page about the own directory. */
export const directoryTexts = translations({
  de: {
    title: 'Eigenes Verzeichnis', lead: 'Das Verzeichnis Ihrer Behörde (zum Beispiel Entra ID oder Keycloak) legt Personen und Gruppen hier selbst an und nimmt sie weg, wenn sie ausscheiden. Es spricht SCIM 2.0.', address: 'Adresse', users: 'Personen aus dem Verzeichnis',
    tokens: 'Zugänge', name: 'Name', nameHint: 'Zum Beispiel Entra ID', make: 'Zugang anlegen', made: 'Angelegt am', used: 'Zuletzt benutzt', never: 'noch nie', revoke: 'Zurückziehen', revoked: 'Zurückgezogen', state: 'Stand', works: 'Gültig', noTokens: 'Noch kein Zugang.', actions: 'Aktionen',
    groups: 'Gruppen und Rollen', groupsHint: 'Wer in einer Gruppe ist, hat die Rolle, die Sie ihr hier geben. Eine Gruppe, in der Sie selbst sind, ordnet eine andere Person zu.', group: 'Gruppe', members: 'Mitglieder', role: 'Rolle', none: 'keine Rolle', save: 'Zuordnen', noGroups: 'Das Verzeichnis hat noch keine Gruppen angelegt.',
    tokenTitle: 'Zugang für das Verzeichnis', tokenBody: 'Das Token wird nur jetzt angezeigt. Tragen Sie es im Verzeichnis ein.', token: 'Token', back: 'Zum Verzeichnis', revokedDone: 'Der Zugang ist zurückgezogen.', mapped: 'Die Zuordnung gilt.', ownRights: 'Sie sind selbst in dieser Gruppe. Die eigenen Rechte ändert eine andere Person.',
  },
  en: {
    title: 'Own directory', lead: 'The directory of your authority (for example Entra ID or Keycloak) sets up people and groups here by itself and takes them away when they leave. It speaks SCIM 2.0.', address: 'Address', users: 'People from the directory',
    tokens: 'Access', name: 'Name', nameHint: 'For example Entra ID', make: 'Make access', made: 'Made on', used: 'Last used', never: 'never', revoke: 'Revoke', revoked: 'Revoked', state: 'State', works: 'Works', noTokens: 'No access yet.', actions: 'Actions',
    groups: 'Groups and roles', groupsHint: 'Whoever is in a group has the role that you give it here. A group that you are in yourself is mapped by somebody else.', group: 'Group', members: 'Members', role: 'Role', none: 'no role', save: 'Map', noGroups: 'The directory has set up no groups yet.',
    tokenTitle: 'Access for the directory', tokenBody: 'The token is shown only now. Enter it in the directory.', token: 'Token', back: 'To the directory', revokedDone: 'The access is revoked.', mapped: 'The mapping applies.', ownRights: 'You are in this group yourself. Your own rights are changed by somebody else.',
  },
});

/** Tokens of the directory, and which group has which role. */
export function directoryView(input: { readonly tokens: readonly ScimToken[]; readonly groups: readonly GroupWithMembers[]; readonly users: number; readonly scope: PeopleScope; readonly problems: readonly FieldProblem[]; readonly typedName: string; readonly address: string; readonly locale: Locale; readonly csrf: string }): View {
  const { csrf, locale, scope } = input;
  const t = directoryTexts(locale);
  const errors = formErrors(input.problems, locale);
  return {
    title: t.title,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: peopleTexts(locale).title, href: scope.href() }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all.map((error) => (error.field === 'name' ? error : { message: error.message })), locale })}${heading(t.title)}${lead(t.lead)}
      ${descriptionList([{ name: t.address, value: code(input.address) }, { name: t.users, value: String(input.users) }], locale)}
      ${section(html`${heading(t.tokens, 2)}${table({
        caption: t.tokens, captionHidden: true, rows: input.tokens, empty: t.noTokens,
        columns: [
          { label: t.name, cell: (token) => token.name },
          { label: t.made, cell: (token) => formatInstant(token.createdAt, locale) },
          { label: t.used, cell: (token) => (token.lastUsedAt === null ? t.never : formatInstant(token.lastUsedAt, locale)) },
          { label: t.state, cell: (token) => (token.revokedAt === null ? badge(t.works, 'success') : badge(t.revoked)) },
          { label: t.actions, action: true, cell: (token) => (token.revokedAt === null ? form({ csrf, label: `${t.revoke}: ${token.name}`, fields: '', buttons: button({ label: t.revoke, name: 'revoke', value: token.id, about: token.name, look: 'tertiary' }) }) : '') },
        ],
      })}${form({ csrf, label: t.make, fields: textField({ name: 'name', label: t.name, hint: t.nameHint, value: input.typedName, width: 'half', autocomplete: 'off', locale, error: errors.of('name') }), buttons: button({ label: t.make }) })}`)}
      ${section(html`${heading(t.groups, 2)}${paragraph(t.groupsHint)}${input.groups.length === 0 ? paragraph(t.noGroups) : input.groups.map((group) => groupForm(group, input))}`)}`,
  };
}

function groupForm(group: GroupWithMembers, { csrf, locale, scope }: { readonly csrf: string; readonly locale: Locale; readonly scope: PeopleScope }) {
  const t = directoryTexts(locale);
  return html`${heading(group.displayName, 3)}${form({
    csrf, label: group.displayName,
    fields: select({ name: `role-${group.id}`, label: `${t.role} (${t.members}: ${group.members.length})`, value: group.role === undefined ? '' : roleChoiceText(group.role), options: [{ value: '', label: t.none }, ...choicesFor(group, scope).map((choice) => ({ value: roleChoiceText(choice), label: roleName(choice, locale, scope.services) }))], locale }),
    buttons: button({ label: t.save, name: 'map', value: group.id, about: group.displayName, look: 'secondary' }),
  })}`;
}

// A service that the authority does not offer any more stays in the list of the group that is mapped to it.
function choicesFor({ role }: GroupWithMembers, scope: PeopleScope) {
  const choices = roleChoices(scope);
  return role === undefined || choices.some((one) => roleChoiceText(one) === roleChoiceText(role)) ? choices : [...choices, role];
}

/** Shows a token, this once. */
export function tokenView(input: { readonly token: string; readonly address: string; readonly scope: PeopleScope; readonly locale: Locale }): View {
  const t = directoryTexts(input.locale);
  return {
    title: t.tokenTitle,
    breadcrumbs: [{ label: t.title, href: input.scope.href('directory') }, { label: t.tokenTitle }],
    main: html`${heading(t.tokenTitle)}${lead(t.tokenBody)}${descriptionList([{ name: t.address, value: code(input.address) }, { name: t.token, value: code(input.token) }], input.locale)}${section(linkButton({ label: t.back, href: input.scope.href('directory'), look: 'secondary' }))}`,
  };
}
