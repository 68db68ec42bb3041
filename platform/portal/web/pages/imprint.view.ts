import { heading, html, lead, link, paragraph, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { contactFacts } from '../contact-facts.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

const texts = translations({
  de: {
    title: 'Impressum', basis: 'Angaben nach § 5 Digitale-Dienste-Gesetz', responsible: 'Verantwortlich', platform: 'Betreiber der Plattform',
    leadOwn: (name: string, where: string) => `Verantwortlich für die Seiten unter „${where}“: ${name}.`, leadPlatform: 'Für diese Seiten ist der Betreiber der Plattform Allmende verantwortlich.',
    leadOther: (name: string) => `${name} gehört nicht zu Allmende und ist für diese Seiten nicht verantwortlich. Verantwortlich ist der Betreiber der Plattform.`,
    address: 'Anschrift', phone: 'Telefon', email: 'E-Mail', representedBy: 'Vertreten durch', supervisory: 'Aufsichtsbehörde',
    technology: 'Technik', technologyText: 'Diese Seiten laufen auf der gemeinsamen Plattform Allmende. Wer die Plattform betreibt, steht im', imprintOfPlatform: 'Impressum von Allmende',
    sources: 'Quellen', sourcesText: 'Namen und Schlüssel der Gemeinden, Kreise und Gemeindeverbände stammen aus dem Gemeindeverzeichnis des Statistischen Bundesamtes.', software: 'Allmende ist freie Software unter der Lizenz EUPL-1.2. Gestaltung: KERN UX; Schriften: Fira Sans, © Mozilla Foundation und Telefonica S.A.; Noto Sans Arabic, © The Noto Project Authors (beide SIL Open Font License 1.1).',
  },
  en: {
    title: 'Imprint', basis: 'Information under section 5 of the German Digital Services Act (DDG)', responsible: 'Responsible', platform: 'Operator of the platform',
    leadOwn: (name: string, where: string) => `Responsible for the pages under “${where}”: ${name}.`, leadPlatform: 'The operator of the platform Allmende is responsible for these pages.',
    leadOther: (name: string) => `${name} does not belong to Allmende and is not responsible for these pages. The operator of the platform is.`,
    address: 'Address', phone: 'Phone', email: 'E-mail', representedBy: 'Represented by', supervisory: 'Supervisory authority',
    technology: 'Technology', technologyText: 'These pages run on the shared platform Allmende. Who operates it is named in the', imprintOfPlatform: 'imprint of Allmende',
    sources: 'Sources', sourcesText: 'Names and keys of municipalities, districts and associations come from the register of municipalities of the Federal Statistical Office.', software: 'Allmende is free software under the licence EUPL-1.2. Design: KERN UX; typefaces: Fira Sans, © Mozilla Foundation and Telefonica S.A.; Noto Sans Arabic, © The Noto Project Authors (both SIL Open Font License 1.1).',
  },
});

/** Who answers for the pages. § 5 DDG */
export function imprintView(model: LegalModel, options: LegalOptions): View {
  const t = texts(options.locale);
  const { administration, isAdministration, contact } = model;
  const leading = isAdministration && administration ? t.leadOwn(administration.name, model.whereName ?? '') : administration ? t.leadOther(administration.name) : t.leadPlatform;
  const name = contact.body !== '' ? contact.body : isAdministration ? administration?.name : undefined;
  const first = name === undefined ? [] : [{ name: isAdministration ? t.responsible : t.platform, value: name }];
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(leading)}${paragraph(t.basis, 'muted')}${contactFacts(model, [
      ...(name === undefined ? [{ name: t.platform, field: 'body' } as const] : []), { name: t.address, field: 'address' }, { name: t.phone, field: 'phone' }, { name: t.email, field: 'email' },
      { name: t.representedBy, field: 'representedBy' }, ...(isAdministration ? [{ name: t.supervisory, field: 'supervisoryAuthority' } as const] : []),
    ], options, first)}${
      isAdministration ? section(html`${heading(t.technology, 2)}${paragraph(html`${t.technologyText} ${link({ label: t.imprintOfPlatform, href: options.urlFor.public('imprint') })}.`)}`) : ''
    }${section(html`${heading(t.sources, 2)}${paragraph(t.sourcesText)}${paragraph(t.software)}`)}`,
  };
}
