import { heading, html, lead, link, list, paragraph, section, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { formatDate, plainDate } from '@allmende/time';
import { contactFacts, mailLink } from '../contact-facts.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

/** Day on which the pages of the platform were last checked as the statement says; to be moved with the next check. */
const CHECKED_ON = plainDate('2026-11-21');

const texts = translations({
  de: {
    title: 'Erklärung zur Barrierefreiheit', lead: (name: string) => `Diese Erklärung gilt für die Seiten von ${name} auf der Plattform Allmende.`, platform: 'Allmende',
    state: 'Wie barrierefrei diese Seiten sind', stateText: 'Die Seiten sollen die Regeln der WCAG 2.2 auf Stufe AA und der Europäischen Norm EN 301 549 erfüllen (Richtlinie (EU) 2016/2102 und das Recht des Landes). Wir bezeichnen sie als teilweise vereinbar, weil uns Mängel bekannt sind und noch nicht alles geprüft ist.',
    checked: 'Wie geprüft wurde', checkedOn: 'Zuletzt geprüft am', checkedList: () => ['Ein Programm (axe) prüft die Seiten selbsttätig, mit und ohne JavaScript.', 'Ein zweites Programm prüft, ob das HTML gültig ist.', 'Wir selbst haben die Seiten am Telefon und am großen Bildschirm angesehen, hell und dunkel.', 'Eine Prüfung durch eine unabhängige Stelle gab es noch nicht, auch keine Prüfung mit Menschen, die Hilfsmittel täglich benutzen.'],
    gaps: 'Was noch nicht barrierefrei ist', gapsList: () => ['Es gibt noch keine Videos in Deutscher Gebärdensprache.', 'Leichte Sprache gibt es für die Seiten der Plattform und die Formulare, noch nicht für jede einzelne Leistung. Kein Mensch hat diese Texte bisher geprüft, ebenso die ukrainischen und arabischen.', 'Namen und Texte, die eine Verwaltung selbst einträgt, prüfen wir nicht.', 'PDF-Dateien entstehen nach der Norm PDF/UA; mit Vorleseprogrammen haben wir sie noch nicht umfassend geprüft.', 'Dateien, die andere hochladen, können Barrieren haben.'],
    feedback: 'Eine Barriere melden', feedbackText: 'Etwas funktioniert für Sie nicht? Schreiben Sie, auf welcher Seite und was genau. Sie bekommen die Information auch auf anderem Weg.', report: 'Barriere melden an', subject: 'Barriere melden',
    noMail: 'Eine E-Mail-Adresse dafür ist noch nicht eingetragen. So erreichen Sie die verantwortliche Stelle:', imprint: 'Impressum',
    enforcement: 'Wenn Sie keine gute Antwort bekommen', enforcementText: 'Dann können Sie sich an die Stelle wenden, die das Recht Ihres Landes dafür vorsieht.', enforcementMissing: 'Welche Stelle das hier ist, ist noch nicht eingetragen. Die verantwortliche Stelle nennt sie Ihnen.',
    enforcementName: 'Durchsetzungs- oder Schlichtungsstelle', created: 'Die Erklärung wurde zusammen mit der letzten Prüfung erstellt und beruht auf eigener Bewertung.',
  },
  en: {
    title: 'Accessibility statement', lead: (name: string) => `This statement applies to the pages of ${name} on the platform Allmende.`, platform: 'Allmende',
    state: 'How accessible these pages are', stateText: 'The pages are meant to meet WCAG 2.2 at level AA and the European standard EN 301 549 (Directive (EU) 2016/2102 and the law of the federal state). We call them partially compliant, because we know of shortcomings and not everything has been checked yet.',
    checked: 'How it was checked', checkedOn: 'Last checked on', checkedList: () => ['A program (axe) checks the pages automatically, with and without JavaScript.', 'A second program checks that the HTML is valid.', 'We have looked at the pages ourselves on a phone and on a large screen, in light and dark.', 'There has been no audit by an independent body yet, nor a test with people who use assistive technology every day.'],
    gaps: 'What is not accessible yet', gapsList: () => ['There are no videos in German Sign Language yet.', 'Easy language exists for the pages of the platform and the forms, not yet for every single service. Nobody has checked these texts so far, nor those in Ukrainian and Arabic.', 'We do not check names and texts that an administration enters itself.', 'PDF files are made according to PDF/UA; we have not tested them thoroughly with screen readers yet.', 'Files that others upload may have barriers.'],
    feedback: 'Report a barrier', feedbackText: 'Something does not work for you? Write on which page and what exactly. You can get the information in another way too.', report: 'Report a barrier to', subject: 'Report a barrier',
    noMail: 'An e-mail address for this has not been entered yet. This is how you reach the responsible body:', imprint: 'Imprint',
    enforcement: 'If you do not get a good answer', enforcementText: 'Then you can turn to the body that the law of your federal state provides for this.', enforcementMissing: 'Which body that is here has not been entered yet. The responsible body will name it.',
    enforcementName: 'Enforcement or arbitration body', created: 'The statement was made with the last check and rests on our own assessment.',
  },
});

/** The accessibility statement, in the order of the European model. Implementing Decision (EU) 2018/1523 */
export function accessibilityView(model: LegalModel, options: LegalOptions): View {
  const { locale } = options;
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead(model.whereName ?? t.platform))}${heading(t.state, 2)}${paragraph(t.stateText)}${section(html`${heading(t.gaps, 2)}${list(t.gapsList())}`)}${
      section(html`${heading(t.checked, 2)}${paragraph(html`${t.checkedOn} <time datetime="${CHECKED_ON}">${formatDate(CHECKED_ON, locale)}</time>. ${t.created}`)}${list(t.checkedList())}`)}${
      section(html`${heading(t.feedback, 2)}${paragraph(t.feedbackText)}${feedback(model, options)}`)}${section(html`${heading(t.enforcement, 2)}${paragraph(t.enforcementText)}${
      model.contact.accessibilityBody === '' && model.enterHref === undefined ? paragraph(t.enforcementMissing) : contactFacts(model, [{ name: t.enforcementName, field: 'accessibilityBody' }], options)}`)}`,
  };
}

function feedback(model: LegalModel, { locale, urlFor }: LegalOptions): Html {
  const t = texts(locale);
  const imprint = link({ label: t.imprint, href: model.slug === undefined ? urlFor.public('imprint') : urlFor.place(model.slug, 'imprint') });
  const email = model.contact.email === '' ? model.platform.email : model.contact.email;
  return email === '' ? paragraph(html`${t.noMail} ${imprint}`) : paragraph(html`${t.report} ${mailLink(email, t.subject)}`);
}
