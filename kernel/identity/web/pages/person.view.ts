import { roleChoiceText, type RoleChoice } from '@allmende/access';
import type { FieldProblem } from '@allmende/errors';
import { alert, button, dateField, descriptionList, details, errorSummary, form, formErrors, heading, html, paragraph, section, select, table, type FormErrors, type Html } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { formatDate } from '@allmende/time';
import type { HeldRole, Person } from '../../actions/list-people.ts';
import { roleChoices, type PeopleScope } from '../people-area.ts';
import { roleName } from '../role-name.ts';
import { peopleTexts } from './people-texts.ts';

type Input = { readonly person: Person; readonly scope: PeopleScope; readonly locale: Locale; readonly csrf: string; readonly people: readonly Person[]; readonly problems?: readonly FieldProblem[]; readonly typed?: { readonly deputy: string; readonly from: TypedDay; readonly until: TypedDay } };

/** One person's roles, with everything that can be done about them. */
export function personView(input: Input): View {
  const { person, scope, locale } = input;
  const t = peopleTexts(locale);
  const errors = formErrors(input.problems, locale);
  const isOwn = person.accountId === scope.ownAccountId;
  return {
    title: person.name,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.title, href: scope.href() }, { label: person.name }],
    main: html`${errorSummary({ errors: errors.all.map((error) => (['role', 'deputy', 'from', 'until'].includes(error.field ?? '') ? error : { message: error.message })), locale, title: t.summary })}${heading(person.name)}
      ${isOwn ? alert({ kind: 'info', title: t.ownRights }) : ''}
      ${descriptionList([{ name: t.email, value: person.email }, { name: t.state, value: person.mustChange ? t.pending : t.active }], locale)}
      ${section(html`${heading(t.roles, 2)}${table({
        caption: t.roles, captionHidden: true, rows: person.roles, empty: t.empty,
        columns: [
          { label: t.role, cell: (held) => `${roleName(held, locale, scope.services)}${held.deputyFor === undefined ? '' : ` (${t.deputyFor(held.deputyFor)})`}` },
          { label: t.since, cell: (held) => formatDate(held.validFrom, locale) },
          { label: t.until, cell: (held) => (held.validUntil === null ? t.open : formatDate(held.validUntil, locale)) },
          ...(isOwn ? [] : [{ label: t.actions, action: true, cell: (held: HeldRole) => act(input, { name: 'end-role', value: held.grantId, label: t.end, about: roleName(held, locale, scope.services) }) }]),
        ],
      })}`)}
      ${isOwn ? '' : html`${addRole(input, errors.of('role'))}${addDeputy(input, errors)}
        ${section(html`${details({ summary: t.reset, body: html`${paragraph(t.resetHint)}${act(input, { name: 'act', value: 'reset-password', label: t.reset })}` })}
        ${details({ summary: t.resetFactors, body: html`${paragraph(t.resetFactorsHint)}${act(input, { name: 'act', value: 'reset-factors', label: t.resetFactors })}` })}
        ${details({ summary: t.leave, body: html`${paragraph(t.leaveHint)}${act(input, { name: 'act', value: 'leave', label: t.leave })}` })}
        ${details({ summary: t.disable, body: html`${paragraph(t.disableHint)}${act(input, { name: 'act', value: 'disable', label: t.disable })}` })}`)}`}`,
  };
}

function act(input: Input, what: { readonly name: string; readonly value: string; readonly label: string; readonly about?: string }): Html {
  const { about, label } = what;
  return form({ csrf: input.csrf, fields: '', label: about === undefined ? label : `${label}: ${about}`, buttons: button({ ...what, look: about === undefined ? 'secondary' : 'tertiary' }) });
}

function addRole(input: Input, error: string | undefined): Html | '' {
  const { locale } = input;
  const t = peopleTexts(locale);
  const { scope, person } = input;
  const has = ({ role, service }: RoleChoice) => person.roles.some((held) => held.role === role && (held.service === undefined || held.service === service));
  const open = roleChoices(scope).filter((choice) => !has(choice));
  if (open.length === 0) return '';
  return section(form({
    csrf: input.csrf, label: t.addRole,
    fields: select({ name: 'role', label: t.addRole, options: open.map((choice) => ({ value: roleChoiceText(choice), label: roleName(choice, locale, scope.services) })), locale, error }),
    buttons: button({ label: t.addRole, name: 'act', value: 'give-role' }),
  }));
}

function addDeputy(input: Input, errors: FormErrors): Html | '' {
  const { locale, person, typed } = input;
  const t = peopleTexts(locale);
  const others = input.people.filter((one) => one.accountId !== person.accountId && one.accountId !== input.scope.ownAccountId);
  if (others.length === 0) return '';
  return section(html`${heading(t.deputy, 2)}${paragraph(t.deputyHint)}${form({
    csrf: input.csrf, label: t.deputy,
    fields: html`${select({ name: 'deputy', label: t.deputyPerson, value: typed?.deputy, options: [{ value: '', label: t.chooseDeputy }, ...others.map((one) => ({ value: one.accountId, label: one.name }))], locale, error: errors.of('deputy') })}
      ${dateField({ name: 'from', label: t.from, value: typed?.from, locale, error: errors.of('from') })}${dateField({ name: 'until', label: t.untilDay, value: typed?.until, locale, error: errors.of('until') })}`,
    buttons: button({ label: t.nameDeputy, look: 'secondary', name: 'act', value: 'name-deputy' }),
  })}`);
}
