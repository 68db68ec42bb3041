import { ROLE_NAMES, isAuthorityRole } from '@allmende/access';
import type { FieldProblem } from '@allmende/errors';
import { button, checkbox, code, descriptionList, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, section, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, translations, type Locale, type LocalText } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { TypedProvider } from '../../domain/own-provider.ts';

export const ownProviderWords = translations({
  de: {
    title: 'Anmeldung der Behörde', lead: 'Ihre Beschäftigten können sich mit dem Konto anmelden, das sie bei Ihnen schon haben: mit Keycloak, Microsoft Entra, AD FS oder jedem anderen Dienst, der OpenID Connect spricht.',
    enter: 'Das tragen Sie in Ihrem Dienst ein', back: 'Adresse für den Rückweg (Redirect URI)', kind: 'Art des Clients', kindValue: 'vertraulich, Authorization Code mit PKCE, Client-Geheimnis per Basic', connect: 'Das kommt von Ihrem Dienst',
    issuer: 'Aussteller (Issuer)', issuerHint: 'Die Adresse, unter der „/.well-known/openid-configuration“ zu finden ist', clientId: 'Client-ID', secret: 'Client-Geheimnis', secretHint: 'Leer lassen, um das bisherige zu behalten', groupsClaim: 'Angabe mit den Gruppen',
    groupsHint: 'Meist „groups“, bei Entra mit App-Rollen „roles“, bei Keycloak auch „realm_access.roles“', mapping: 'Welche Gruppe gibt welche Rolle?', mappingHint: 'Eine Zeile je Regel: Gruppe = Rolle. Beim Anmelden bekommt jede Person die Rollen ihrer Gruppen und verliert die anderen, die hier stehen.',
    acr: 'Verlangte Stärke der Anmeldung (acr)', acrHint: 'Wenn Ihr Dienst sagt, wie jemand sich angemeldet hat: die Werte, die reichen, mit Leerzeichen dazwischen. Wer anders kommt, wird nicht angemeldet. Leer: Ihr Dienst entscheidet allein.',
    oneService: 'Sachbearbeitung für eine Leistung allein', roles: 'Rollen', open: 'Beschäftigte dürfen sich so anmelden', openHint: 'Ohne Haken können Sie nur ausprobieren', save: 'Speichern', saved: 'Die Anmeldung der Behörde ist gespeichert.', trial: 'Ausprobieren', trialText: 'Sie melden sich bei Ihrem Dienst an und sehen, was er sagt und welche Rollen daraus folgen. Angelegt wird nichts.',
  },
  en: {
    title: 'Sign-in of the authority', lead: 'Your staff can sign in with the account that they already have with you: by Keycloak, Microsoft Entra, AD FS or any other service that speaks OpenID Connect.',
    enter: 'What you enter in your service', back: 'Address for the way back (redirect URI)', kind: 'Kind of client', kindValue: 'confidential, authorization code with PKCE, client secret by Basic', connect: 'What comes from your service',
    issuer: 'Issuer', issuerHint: 'The address below which “/.well-known/openid-configuration” is found', clientId: 'Client ID', secret: 'Client secret', secretHint: 'Leave empty to keep the present one', groupsClaim: 'Claim with the groups',
    groupsHint: 'Mostly “groups”, “roles” for app roles of Entra, for Keycloak also “realm_access.roles”', mapping: 'Which group gives which role?', mappingHint: 'One line for each rule: group = role. At sign-in people get the roles of their groups and lose the others that stand here.',
    acr: 'Strength of the sign-in demanded (acr)', acrHint: 'If your service says how somebody signed in: the values that will do, parted by blanks. Whoever comes otherwise is not signed in. Empty: your service alone decides.',
    oneService: 'Caseworker for one service alone', roles: 'Roles', open: 'Staff may sign in this way', openHint: 'Without the tick you can only try it', save: 'Save', saved: 'The sign-in of the authority is saved.', trial: 'Try it', trialText: 'You sign in at your service and see what it says and which roles follow. Nothing is made.',
  },
});

const ROLES = Object.entries(ROLE_NAMES).filter(([role]) => isAuthorityRole(role));

type Model = { readonly typed: TypedProvider; readonly services: readonly { readonly id: string; readonly name: LocalText }[]; readonly errors: readonly FieldProblem[]; readonly isConnected: boolean; readonly authority: AuthorityRef; readonly publicAddress: string; readonly trial: string };

/** What to enter there, what to enter here, and the trial. */
export function ownProviderView(model: Model, options: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const { locale } = options;
  const t = ownProviderWords(locale);
  const { typed } = model;
  const errors = formErrors(model.errors, locale);
  const plain = { locale, spellcheck: false, autocomplete: 'off' } as const;
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${heading(t.enter, 2)}${descriptionList([
      { name: t.back, value: code(`${model.publicAddress}/sign-in/with/${model.authority.tenant}/back`) }, { name: t.kind, value: t.kindValue },
    ], locale)}${heading(t.connect, 2)}${form({
      csrf: options.csrf, label: t.title,
      fields: html`${textField({ ...plain, name: 'issuer', label: t.issuer, hint: t.issuerHint, type: 'url', value: typed.issuer, error: errors.of('issuer') })}
        ${textField({ ...plain, name: 'clientId', label: t.clientId, value: typed.clientId, error: errors.of('clientId') })}
        ${textField({ ...plain, name: 'secret', label: t.secret, type: 'password', value: undefined, error: errors.of('secret'), optional: model.isConnected, ...(model.isConnected ? { hint: t.secretHint } : {}) })}
        ${textField({ ...plain, name: 'groupsClaim', label: t.groupsClaim, hint: t.groupsHint, value: typed.groupsClaim, error: errors.of('groupsClaim') })}
        ${textArea({ name: 'mapping', label: t.mapping, hint: t.mappingHint, value: typed.mapping, rows: 6, error: errors.of('mapping'), locale })}
        ${paragraph(html`${t.roles}: ${ROLES.map(([role, names], index) => html`${index === 0 ? '' : ', '}${code(role)} (${names[locale]})`)}`)}
        ${model.services.length === 0 ? '' : paragraph(html`${t.oneService}: ${model.services.map(({ id, name }, index) => html`${index === 0 ? '' : ', '}${code(`caseworker/${id}`)} (${inLanguage(name, locale)})`)}`)}
        ${textField({ ...plain, name: 'acr', label: t.acr, hint: t.acrHint, value: typed.acr, error: errors.of('acr'), optional: true })}
        ${checkbox({ name: 'isOpen', label: t.open, hint: t.openHint, checked: typed.isOpen, locale })}`,
      buttons: button({ label: t.save }),
    })}${model.isConnected ? section(html`${heading(t.trial, 2)}${paragraph(t.trialText)}${linkButton({ label: t.trial, href: model.trial, look: 'secondary' })}`) : ''}`,
  };
}
