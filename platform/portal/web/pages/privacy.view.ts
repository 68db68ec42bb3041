import { heading, html, lead, link, list, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { contactFacts } from '../contact-facts.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

const texts = translations({
  de: {
    title: 'Datenschutz', lead: 'Sie können diese Seiten ansehen, ohne etwas über sich zu verraten. Wir zählen keine Besuche einzelner Personen, binden nichts von anderen Anbietern ein und geben nichts weiter.',
    responsible: 'Wer verantwortlich ist', ofPlatform: 'Für diese Seiten ist der Betreiber der Plattform verantwortlich.', ofAuthority: (name: string) => `Verantwortlich für diese Seiten und für Ihre Anträge: ${name}. Der Betreiber der Plattform arbeitet im Auftrag dieser Verwaltung (Art. 28 DSGVO).`,
    services: 'Gehört eine Leistung einer anderen Behörde, zum Beispiel dem Landkreis, ist diese dafür verantwortlich. Sie wird auf der Startseite der Leistung genannt.',
    name: 'Verantwortliche Stelle', officer: 'Datenschutzbeauftragte', email: 'E-Mail', address: 'Anschrift', complaints: 'Beschwerden nimmt entgegen',
    visit: 'Wenn Sie die Seiten ansehen', visitList: () => ['Ihre IP-Adresse brauchen wir, um die Seite an Sie zu senden. Sie bleibt im Arbeitsspeicher und steht in keinem Protokoll der Plattform.', 'Protokolle enthalten keine Angaben über Personen.', 'Die Schriften und alle anderen Teile der Seiten kommen von diesem Server.'],
    cookies: 'Cookies', cookiesText: 'Wir setzen nur, was für die Seiten nötig ist (§ 25 Abs. 2 Nr. 2 TDDDG).', cookie: 'Name', purpose: 'Wofür', duration: 'Wie lange',
    flash: 'zeigt nach dem Absenden einmal, dass es geklappt hat', minute: 'eine Minute', visitCookie: 'schützt Formulare davor, dass andere sie in Ihrem Namen absenden', session: 'bis Sie den Browser schließen', lang: 'merkt sich die gewählte Sprache', year: 'ein Jahr', sessionCookie: 'hält Beschäftigte angemeldet', untilOut: 'bis zur Abmeldung, sonst bis die Sitzung abläuft', draft: 'öffnet Ihren angefangenen Antrag wieder', draftTime: 'so lange der Entwurf aufgehoben wird', draftName: 'Cookie eines Antrags', status: 'hält die Seite mit dem Stand Ihres Antrags offen', halfHour: '30 Minuten',
    apply: 'Wenn Sie einen Antrag stellen', applyList: () => ['Ihre Angaben braucht die zuständige Behörde, um den Antrag zu bearbeiten (Art. 6 Abs. 1 Buchstabe e DSGVO). Welches Gesetz gilt, steht auf der Startseite der Leistung.', 'Angaben, Nachweise und Bescheide liegen nur verschlüsselt auf der Plattform, mit einem eigenen Schlüssel für jeden Antrag.', 'Wer die Plattform betreibt, bekommt den Inhalt Ihres Antrags nicht zu sehen.', 'Nicht abgesendete Entwürfe werden gelöscht. Wann, steht im Antrag.', 'Wird ein Fall gelöscht, wird sein Schlüssel vernichtet. Auch Sicherungskopien sind dann nicht mehr lesbar.', 'Jede wichtige Handlung wird in einem Prüfprotokoll festgehalten. Es enthält keine Angaben über Sie im Klartext.'],
    rights: 'Ihre Rechte', rightsList: () => ['Sie dürfen wissen, was über Sie gespeichert ist (Art. 15 DSGVO).', 'Sie dürfen Falsches berichtigen lassen (Art. 16 DSGVO).', 'Sie dürfen verlangen, dass Daten gelöscht oder eingeschränkt werden, soweit kein Gesetz entgegensteht (Art. 17 und 18 DSGVO).', 'Sie dürfen aus Gründen Ihrer besonderen Lage widersprechen (Art. 21 DSGVO).', 'Sie dürfen sich bei einer Aufsichtsbehörde für den Datenschutz beschweren (Art. 77 DSGVO).'],
    writeTo: 'Wenden Sie sich dafür an die verantwortliche Stelle.', imprint: 'Zum Impressum',
  },
  en: {
    title: 'Privacy', lead: 'You can look at these pages without telling us anything about yourself. We do not count visits of individuals, include nothing from other providers and pass nothing on.',
    responsible: 'Who is responsible', ofPlatform: 'The operator of the platform is responsible for these pages.', ofAuthority: (name: string) => `Responsible for these pages and for your applications: ${name}. The operator of the platform works on its behalf (Art. 28 GDPR).`,
    services: 'If a service belongs to another authority, such as the district, that authority is responsible for it. It is named on the start page of the service.',
    name: 'Controller', officer: 'Data protection officer', email: 'E-mail', address: 'Address', complaints: 'Complaints go to',
    visit: 'When you look at the pages', visitList: () => ['We need your IP address to send you the page. It stays in memory and is in no log of the platform.', 'Logs hold no information about persons.', 'Typefaces and all other parts of the pages come from this server.'],
    cookies: 'Cookies', cookiesText: 'We set only what the pages need (section 25 (2) no. 2 TDDDG).', cookie: 'Name', purpose: 'What for', duration: 'How long',
    flash: 'shows once after sending that it worked', minute: 'one minute', visitCookie: 'keeps others from sending forms in your name', session: 'until you close the browser', lang: 'remembers the language you chose', year: 'one year', sessionCookie: 'keeps staff signed in', untilOut: 'until signing out, at the latest until the session ends', draft: 'opens your unfinished application again', draftTime: 'as long as the draft is kept', draftName: 'cookie of an application', status: 'keeps the page with the state of your application open', halfHour: '30 minutes',
    apply: 'When you apply for something', applyList: () => ['The competent authority needs your details to work on the application (Art. 6 (1) (e) GDPR). Which law applies is stated on the start page of the service.', 'Details, evidence and notices lie on the platform only in encrypted form, with a key of their own for each application.', 'Whoever operates the platform does not get to see the content of your application.', 'Drafts that are not sent are deleted. The application says when.', 'When a case is deleted, its key is destroyed. Backups can then not be read either.', 'Every important act is kept in an audit log. It holds nothing about you in plain text.'],
    rights: 'Your rights', rightsList: () => ['You may know what is stored about you (Art. 15 GDPR).', 'You may have wrong data corrected (Art. 16 GDPR).', 'You may ask for data to be deleted or restricted unless a law prevents it (Art. 17 and 18 GDPR).', 'You may object on grounds of your particular situation (Art. 21 GDPR).', 'You may complain to a supervisory authority for data protection (Art. 77 GDPR).'],
    writeTo: 'Please contact the controller for this.', imprint: 'To the imprint',
  },
});

/** What happens to data of persons. Art. 13 GDPR */
export function privacyView(model: LegalModel, options: LegalOptions): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const { administration, isAdministration, contact } = model;
  const name = contact.body !== '' ? contact.body : isAdministration ? administration?.name : undefined;
  const cookies = [
    { name: 'allmende-visit', purpose: t.visitCookie, duration: t.session }, { name: 'lang', purpose: t.lang, duration: t.year }, { name: 'allmende-flash', purpose: t.flash, duration: t.minute },
    { name: t.draftName, purpose: t.draft, duration: t.draftTime }, { name: 'application-status', purpose: t.status, duration: t.halfHour }, { name: 'allmende-session', purpose: t.sessionCookie, duration: t.untilOut },
  ];
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${heading(t.responsible, 2)}${paragraph(isAdministration && administration ? t.ofAuthority(administration.name) : t.ofPlatform)}${contactFacts(model, [
      { name: t.address, field: 'address' }, { name: t.email, field: 'email' }, { name: t.officer, field: 'dataProtectionOfficer' }, { name: t.complaints, field: 'dataProtectionAuthority' },
    ], options, name === undefined ? [] : [{ name: t.name, value: name }])}${paragraph(t.services)}${section(html`${heading(t.visit, 2)}${list(t.visitList())}`)}${
      section(html`${heading(t.cookies, 2)}${paragraph(t.cookiesText)}${table<(typeof cookies)[number]>({
        caption: t.cookies, captionHidden: true, rows: cookies, empty: '', columns: [{ label: t.cookie, cell: (row) => row.name }, { label: t.purpose, cell: (row) => row.purpose }, { label: t.duration, cell: (row) => row.duration }],
      })}`)}${section(html`${heading(t.apply, 2)}${list(t.applyList())}`)}${section(html`${heading(t.rights, 2)}${list(t.rightsList())}${paragraph(html`${t.writeTo} ${
        link({ label: t.imprint, href: model.slug === undefined ? urlFor.public('imprint') : urlFor.place(model.slug, 'imprint') })}`)}`)}`,
  };
}
