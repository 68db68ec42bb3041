import { ROLE_NAMES } from '@allmende/access';
import { heading, html, lead, linkButton, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { Right } from '../../actions/list-rights.ts';
import type { PeopleScope } from '../people-area.ts';
import { onlyFor } from '../role-name.ts';
import { peopleTexts } from './people-texts.ts';

/** What permissions mean for people, by id. */
export type PermissionWords = Readonly<Record<string, { readonly de: string; readonly en: string }>>;

/** Texts of the page and the file about rights. */
export const rightsTexts = translations({
  de: {
    title: 'Wer darf was', lead: (day: string) => `Stand ${day}. Ein Recht hat, wer eine der genannten Rollen hat; andere Wege gibt es nicht. Steht bei einer Person eine Leistung, gilt es nur für sie.`, right: 'Recht', roles: 'Rollen', people: 'Personen', nobody: 'zurzeit niemand', file: 'Als Datei (CSV)', print: 'Zum Drucken nutzen Sie die Druckfunktion Ihres Browsers.', permission: 'Kennung',
    role: 'Rolle', person: 'Person', email: 'E-Mail-Adresse', from: 'Gilt ab', until: 'Gilt bis', deputyFor: 'In Vertretung für', empty: 'Keine Rechte.', duties: 'Trennung der Aufgaben', dutiesBody: 'Niemand gibt eine eigene Bestellung frei, ändert die eigenen Rechte oder gibt das Zurücksetzen der eigenen zweiten Faktoren frei, welche Rollen auch immer zusammenkommen.',
  },
  en: {
    title: 'Who may do what', lead: (day) => `As of ${day}. Whoever has one of the roles has the right; there is no other way. Where a service stands with a person, it is for that one only.`, right: 'Right', roles: 'Roles', people: 'People', nobody: 'nobody at present', file: 'As a file (CSV)', print: 'To print, use the print function of your browser.', permission: 'Id',
    role: 'Role', person: 'Person', email: 'E-mail address', from: 'Valid from', until: 'Valid until', deputyFor: 'Standing in for', empty: 'No rights.', duties: 'Separation of duties', dutiesBody: 'Nobody approves an own order, changes the own rights or approves a reset of the own second factors, whatever roles come together.',
  },
});

/** Every right in an authority with the roles that carry it and the people who have it. */
export function rightsView(input: { readonly rights: readonly Right[]; readonly words: PermissionWords; readonly scope: PeopleScope; readonly today: PlainDate; readonly locale: Locale }): View {
  const { locale, scope, words } = input;
  const t = rightsTexts(locale);
  const namesOf = (right: Right) => [...new Set(right.holders.map(({ name, service, deputyFor }) => {
    const remarks = [...(service === undefined ? [] : [onlyFor(service, locale, scope.services)]), ...(deputyFor === undefined ? [] : [peopleTexts(locale).deputyFor(deputyFor)])];
    return remarks.length === 0 ? name : `${name} (${remarks.join('; ')})`;
  }))].join('; ');
  return {
    title: t.title,
    breadcrumbs: [{ label: peopleTexts(locale).title, href: scope.href() }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead(formatDate(input.today, locale)))}${linkButton({ label: t.file, href: scope.href('rights', 'file'), icon: 'download', look: 'secondary' })}${paragraph(t.print, 'muted')}
      ${section(table({
        caption: t.title, captionHidden: true, rows: input.rights, empty: t.empty,
        columns: [
          { label: t.right, cell: (right) => words[right.permission]?.[locale] ?? right.permission },
          { label: t.roles, cell: (right) => right.roles.map((role) => ROLE_NAMES[role][locale]).join(', ') },
          { label: t.people, cell: (right) => (right.holders.length === 0 ? t.nobody : namesOf(right)) },
        ],
      }))}${section(html`${heading(t.duties, 2)}${paragraph(t.dutiesBody)}`)}`,
  };
}
