import { badge, heading, html, lead, link, linkButton, linkRow, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import type { Person } from '../../actions/list-people.ts';
import type { PeopleScope } from '../people-area.ts';
import { roleName } from '../role-name.ts';
import { peopleTexts } from './people-texts.ts';

/** Who has which role. */
export function peopleView(input: { readonly people: readonly Person[]; readonly scope: PeopleScope; readonly locale: Locale }): View {
  const { scope, locale } = input;
  const t = peopleTexts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}
      ${scope.mayManage ? linkButton({ label: t.invite, href: scope.href('new'), icon: 'add' }) : ''}
      ${scope.links.length === 0 ? '' : section(linkRow(scope.links.map(({ label, href }) => linkButton({ label: t[label], href, look: 'secondary', small: true }))))}
      ${scope.mayManage && scope.isPlatform ? section(paragraph(link({ label: t.officer, href: scope.href('first-officer') }))) : ''}
      ${section(table({
        caption: t.title, captionHidden: true, rows: input.people, empty: t.empty,
        columns: [
          { label: t.name, cell: (person) => person.name },
          { label: t.email, cell: (person) => person.email },
          { label: t.roles, cell: (person) => [...new Set(person.roles.map((held) => roleName(held, locale, scope.services)))].join('; ') },
          { label: t.state, cell: (person) => (person.mustChange ? badge(t.pending, 'warning') : badge(t.active, 'success')) },
          ...(scope.mayManage ? [{ label: t.actions, action: true, cell: (person: Person) => (person.accountId === scope.ownAccountId ? t.you : link({ label: t.edit, href: scope.href(person.accountId), about: person.name })) }] : []),
        ],
      }))}`,
  };
}
