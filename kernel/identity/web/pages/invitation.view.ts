import { roleChoiceText } from '@allmende/access';
import type { FieldProblem } from '@allmende/errors';
import { button, checkboxGroup, code, confirmPanel, descriptionList, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, section, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { roleChoices, type PeopleScope } from '../people-area.ts';
import { roleName } from '../role-name.ts';
import { peopleTexts } from './people-texts.ts';

type Input = { readonly scope: PeopleScope; readonly locale: Locale };

/** What was typed into an invitation. */
export type TypedInvitation = { readonly email: string; readonly name: string; readonly roles: readonly string[]; readonly slug: string };

/** The form that invites somebody, with roles to choose from or, for a first digital officer, with the authority. */
export function invitationView(input: Input & { readonly kind: 'roles' | 'first-officer'; readonly csrf: string; readonly typed?: TypedInvitation; readonly problems?: readonly FieldProblem[] }): View {
  const { scope, locale, typed } = input;
  const t = peopleTexts(locale);
  const errors = formErrors(input.problems, locale);
  const isOfficer = input.kind === 'first-officer';
  const title = isOfficer ? t.officerTitle : t.inviteTitle;
  return {
    title,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.title, href: scope.href() }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${lead(isOfficer ? t.officerLead : t.inviteLead)}
      ${form({
        csrf: input.csrf,
        fields: html`${isOfficer ? textField({ name: 'slug', label: t.slug, hint: t.slugHint, value: typed?.slug, locale, spellcheck: false, error: errors.of('slug') }) : ''}
          ${textField({ name: 'name', label: t.name, hint: t.nameHint, value: typed?.name, autocomplete: 'off', locale, error: errors.of('name') })}
          ${textField({ name: 'email', label: t.email, type: 'email', value: typed?.email, autocomplete: 'off', locale, spellcheck: false, error: errors.of('email') })}
          ${isOfficer ? '' : checkboxGroup({ name: 'roles', label: t.roles, values: typed?.roles, locale, error: errors.of('roles'), options: roleChoices(scope).map((choice) => ({ value: roleChoiceText(choice), label: roleName(choice, locale, scope.services) })) })}`,
        buttons: button({ label: isOfficer ? t.submitOfficer : t.submitInvite }),
      })}`,
  };
}

/** Shows a one-time password and the link that does the same, this once; or says that the person has an account already. */
export function invitedView(input: Input & { readonly name: string; readonly email: string; readonly oneTimePassword: string | undefined; /** The whole address of the invitation. */ readonly link?: string | undefined }): View {
  const { scope, locale } = input;
  const t = peopleTexts(locale);
  const title = input.oneTimePassword === undefined ? t.known : t.passwordTitle;
  return {
    title,
    breadcrumbs: [{ label: t.title, href: scope.href() }, { label: title }],
    main: html`${input.oneTimePassword === undefined
      ? confirmPanel({ title, body: t.knownBody })
      : html`${heading(title)}${lead(t.passwordBody)}${descriptionList([{ name: t.name, value: input.name }, { name: t.signInEmail, value: input.email }, { name: t.passwordLabel, value: code(input.oneTimePassword) }], locale)}
        ${input.link === undefined ? '' : section(html`${heading(t.invitedTitle, 2)}${paragraph(t.linkBody)}${descriptionList([{ name: t.link, value: code(input.link) }], locale)}`)}`}
      ${section(linkButton({ label: t.back, href: scope.href(), look: 'secondary' }))}`,
  };
}
