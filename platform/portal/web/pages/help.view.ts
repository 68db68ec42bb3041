import { details, heading, html, lead, link, linkButton, list, paragraph, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { contactFacts } from '../contact-facts.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

const texts = translations({
  de: {
    title: 'Hilfe', lead: 'Kurze Antworten auf häufige Fragen.',
    find: 'Wie finde ich die richtige Leistung?', findList: () => ['Suchen Sie auf der Startseite Ihren Ort.', 'Schreiben Sie dort in das Suchfeld, was Sie erledigen möchten, zum Beispiel „Hund anmelden“.', 'Welche Behörde zuständig ist, steht dabei. Sie müssen es nicht vorher wissen.'],
    break: 'Kann ich einen Antrag unterbrechen?', breakText: 'Ja. Ihre Angaben werden auf jeder Seite gespeichert. Auf demselben Gerät machen Sie einfach weiter. Mit Nummer und Zugangscode geht es auch auf einem anderen.',
    state: 'Wie sehe ich, wie weit mein Antrag ist?', stateText: 'Nach dem Absenden bekommen Sie eine Vorgangsnummer und einen Zugangscode. Bewahren Sie beides auf. Damit sehen Sie auf der Seite Ihres Ortes den Stand und holen Schreiben ab.',
    lost: 'Ich habe den Zugangscode verloren', lostText: 'Aus Sicherheitsgründen kann ihn niemand nachlesen. Wenden Sie sich mit dem Aktenzeichen an die Behörde; sie gibt Ihnen auf anderem Weg Auskunft.',
    js: 'Etwas wird nicht richtig angezeigt', jsText: 'Alle Seiten funktionieren auch ohne JavaScript und ohne Anmeldung. Laden Sie die Seite neu. Hilft das nicht, melden Sie uns die Barriere.', barrier: 'Barriere melden',
    missing: 'Meine Leistung gibt es hier nicht', missingText: 'Dann hat Ihre Verwaltung sie noch nicht eingeschaltet. Wenden Sie sich wie gewohnt an sie.',
    contact: 'So erreichen Sie uns', phone: 'Telefon', email: 'E-Mail', address: 'Anschrift', staff: 'Sie arbeiten in einer Verwaltung?', staffText: 'Ihr Zugang kommt von den Digitalbeauftragten Ihrer Behörde. Sie setzen auch Passwörter zurück.', signIn: 'Anmelden', toPlace: 'Ort finden',
  },
  en: {
    title: 'Help', lead: 'Short answers to frequent questions.',
    find: 'How do I find the right service?', findList: () => ['Search for your place on the start page.', 'There, write what you would like to do into the search field, for example “register a dog”.', 'The responsible authority is named. You need not know it beforehand.'],
    break: 'Can I interrupt an application?', breakText: 'Yes. Your answers are saved on every page. On the same device you simply go on. With number and access code you can go on with another one.',
    state: 'How do I see how far my application is?', stateText: 'After sending you get a reference and an access code. Keep both. With them you see the state on the page of your place and collect letters.',
    lost: 'I have lost the access code', lostText: 'For security nobody can look it up. Contact the authority with the reference; it will inform you in another way.',
    js: 'Something is not shown correctly', jsText: 'All pages work without JavaScript and without signing in. Reload the page. If that does not help, report the barrier.', barrier: 'Report a barrier',
    missing: 'My service is not here', missingText: 'Then your administration has not switched it on yet. Please contact it as usual.',
    contact: 'How to reach us', phone: 'Phone', email: 'E-mail', address: 'Address', staff: 'Do you work in an administration?', staffText: 'Your access comes from the digital officers of your authority. They reset passwords too.', signIn: 'Sign in', toPlace: 'Find your place',
  },
});

/** Answers to what people ask, and whom to ask otherwise. */
export function helpView(model: LegalModel, options: LegalOptions): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const barrier = link({ label: t.barrier, href: model.slug === undefined ? urlFor.public('accessibility') : urlFor.place(model.slug, 'accessibility') });
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${details({ summary: t.find, body: html`${list(t.findList(), 'number')}${model.slug === undefined ? linkButton({ label: t.toPlace, href: urlFor.public('places'), look: 'secondary' }) : ''}`, open: true })}${
      details({ summary: t.break, body: t.breakText })}${details({ summary: t.state, body: t.stateText })}${details({ summary: t.lost, body: t.lostText })}${details({ summary: t.js, body: html`${paragraph(t.jsText)}${paragraph(barrier)}` })}${
      details({ summary: t.missing, body: t.missingText })}${section(html`${heading(t.contact, 2)}${contactFacts(model, [{ name: t.phone, field: 'phone' }, { name: t.email, field: 'email' }, { name: t.address, field: 'address' }], options)}`)}${
      section(html`${heading(t.staff, 2)}${paragraph(t.staffText)}${linkButton({ label: t.signIn, href: urlFor.public('sign-in'), look: 'secondary' })}`)}`,
  };
}
