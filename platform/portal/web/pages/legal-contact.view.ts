import type { FieldProblem } from '@allmende/errors';
import { alert, button, errorSummary, fieldset, form, formErrors, heading, html, lead, link, paragraph, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { LegalContact } from '../../domain/legal-contact.ts';

const texts = translations({
  de: {
    title: 'Rechtliche Angaben', lead: 'Diese Angaben stehen im Impressum, in den Datenschutzhinweisen und in der Erklärung zur Barrierefreiheit. Tragen Sie nur ein, was Sie sicher wissen; alles andere bleibt leer.',
    see: 'So sehen es alle:', imprint: 'Impressum', who: 'Wer verantwortlich ist', law: 'Datenschutz, Aufsicht, Barrierefreiheit',
    body: 'Name der verantwortlichen Stelle', bodyHint: (name: string) => `Leer lassen, wenn „${name}“ richtig ist`, bodyPlatform: 'Wer diese Plattform betreibt, mit Rechtsform',
    address: 'Anschrift', addressHint: 'Straße und Hausnummer, Postleitzahl und Ort', phone: 'Telefon', email: 'E-Mail', emailHint: 'An diese Adresse gehen auch Hinweise auf Barrieren',
    representedBy: 'Vertreten durch', representedByHint: 'Amt und Name, zum Beispiel Bürgermeisterin oder Vorstand', dataProtectionOfficer: 'Datenschutzbeauftragte oder Datenschutzbeauftragter', dataProtectionOfficerHint: 'Wie man sie oder ihn erreicht; ein Name ist nicht nötig',
    dataProtectionAuthority: 'Aufsichtsbehörde für den Datenschutz', dataProtectionAuthorityHint: 'Name und Anschrift; hier kann man sich beschweren', supervisoryAuthority: 'Aufsichtsbehörde', supervisoryAuthorityHint: 'Zum Beispiel die Rechtsaufsicht des Landkreises',
    accessibilityBody: 'Durchsetzungs- oder Schlichtungsstelle für Barrierefreiheit', accessibilityBodyHint: 'Die Stelle, die das Recht Ihres Landes nennt, mit Anschrift', save: 'Angaben veröffentlichen', public: 'Alles hier ist öffentlich', publicText: 'Was Sie veröffentlichen, steht sofort auf allen Seiten Ihrer Verwaltung.',
  },
  en: {
    title: 'Legal details', lead: 'These details appear in the imprint, the privacy notice and the accessibility statement. Enter only what you know for sure; leave the rest empty.',
    see: 'How everybody sees it:', imprint: 'Imprint', who: 'Who is responsible', law: 'Data protection, supervision, accessibility',
    body: 'Name of the responsible body', bodyHint: (name: string) => `Leave empty if “${name}” is right`, bodyPlatform: 'Who operates this platform, with its legal form',
    address: 'Address', addressHint: 'Street and number, postcode and town', phone: 'Phone', email: 'E-mail', emailHint: 'Reports about barriers go to this address too',
    representedBy: 'Represented by', representedByHint: 'Office and name, for example mayor or board', dataProtectionOfficer: 'Data protection officer', dataProtectionOfficerHint: 'How to reach them; a name is not needed',
    dataProtectionAuthority: 'Supervisory authority for data protection', dataProtectionAuthorityHint: 'Name and address; people can complain here', supervisoryAuthority: 'Supervisory authority', supervisoryAuthorityHint: 'For example the district’s legal supervision',
    accessibilityBody: 'Enforcement or arbitration body for accessibility', accessibilityBodyHint: 'The body that the law of your federal state names, with its address', save: 'Publish details', public: 'Everything here is public', publicText: 'What you publish appears at once on all pages of your administration.',
  },
});

export type LegalContactModel = { readonly typed: LegalContact; readonly problems: readonly FieldProblem[]; /** Name in the register; undefined for the platform. */ readonly registeredName: string | undefined; readonly imprintHref: string };

/** The form in which an authority or the operator says who answers. */
export function legalContactView({ typed, problems, registeredName, imprintHref }: LegalContactModel, { locale, csrf }: { readonly locale: Locale; readonly csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const field = (name: keyof LegalContact) => ({ name, value: typed[name], error: errors.of(name), optional: true, locale });
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${alert({ kind: 'info', title: t.public, body: paragraph(html`${t.publicText} ${t.see} ${link({ label: t.imprint, href: imprintHref })}`) })}${form({
      csrf, buttons: button({ label: t.save }),
      fields: html`${fieldset({ legend: t.who, fields: html`${textField({ ...field('body'), label: t.body, hint: registeredName === undefined ? t.bodyPlatform : t.bodyHint(registeredName) })}${
        textArea({ ...field('address'), label: t.address, hint: t.addressHint, rows: 3 })}${textField({ ...field('phone'), label: t.phone, type: 'tel', width: 'half' })}${
        textField({ ...field('email'), label: t.email, hint: t.emailHint, type: 'email', spellcheck: false })}${textField({ ...field('representedBy'), label: t.representedBy, hint: t.representedByHint })}` })}${
        fieldset({ legend: t.law, fields: html`${textArea({ ...field('dataProtectionOfficer'), label: t.dataProtectionOfficer, hint: t.dataProtectionOfficerHint, rows: 3 })}${
          textArea({ ...field('dataProtectionAuthority'), label: t.dataProtectionAuthority, hint: t.dataProtectionAuthorityHint, rows: 3 })}${
          textArea({ ...field('supervisoryAuthority'), label: t.supervisoryAuthority, hint: t.supervisoryAuthorityHint, rows: 3 })}${
          textArea({ ...field('accessibilityBody'), label: t.accessibilityBody, hint: t.accessibilityBodyHint, rows: 3 })}` })}`,
    })}`,
  };
}
