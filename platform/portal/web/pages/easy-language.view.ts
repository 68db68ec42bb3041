import { heading, html, linkButton, list, paragraph, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations } from '@allmende/i18n';
import type { LegalModel, LegalOptions } from '../legal-model.ts';

const texts = translations({
  de: {
    title: 'Leichte Sprache', intro: (name: string) => [`Hier erklären wir die Internet-Seiten von ${name}.`, 'Die Erklärung ist in Leichter Sprache.'], platform: 'Allmende',
    what: 'Was ist Allmende?', whatText: () => ['Allmende ist ein Programm im Internet.', 'Viele Städte und Dörfer benutzen Allmende zusammen.', 'Sie sprechen das Wort so: All-men-de.', 'Eine Allmende war früher eine Wiese.', 'Die Wiese gehörte allen im Dorf.'],
    can: 'Was können Sie hier machen?', canText: () => ['Sie können einen Antrag stellen.', 'Ein Antrag ist eine Bitte an das Amt.', 'Zum Beispiel: Sie haben einen neuen Hund.', 'Dann müssen Sie das dem Amt sagen.', 'Das können Sie hier im Internet machen.', 'Sie brauchen dafür kein Papier.'],
    how: 'So geht es:', howText: () => ['Sie suchen Ihren Ort. Schreiben Sie den Namen in das Such-Feld.', 'Sie suchen, was Sie machen wollen.', 'Sie beantworten die Fragen. Es ist immer nur ein Thema auf einer Seite.', 'Sie lesen alles noch einmal. Sie können alles ändern.', 'Sie senden den Antrag ab.', 'Sie bekommen eine Nummer und einen Code. Schreiben Sie beides auf. Damit sehen Sie: Was macht das Amt mit meinem Antrag?'],
    pause: 'Sie wollen eine Pause machen?', pauseText: () => ['Das ist kein Problem.', 'Ihre Antworten bleiben gespeichert.', 'Sie können später weiter-machen.'],
    safe: 'Ihre Daten sind sicher', safeText: () => ['Ihr Antrag ist verschlüsselt.', 'Das heißt: Nur das Amt kann Ihren Antrag lesen.'],
    help: 'Sie brauchen Hilfe?', helpText: () => ['Sie können beim Amt anrufen.', 'Oder Sie gehen zum Amt.', 'Oder Sie bitten einen Menschen um Hilfe. Dem Menschen vertrauen Sie.'], helpButton: 'Zur Hilfe', barrier: 'Ein Problem melden', barrierText: () => ['Sie können etwas nicht lesen?', 'Oder etwas funktioniert für Sie nicht?', 'Dann sagen Sie uns das bitte.'],
    find: 'Ort suchen', toPlace: (name: string) => `Zur Seite von ${name}`, note: 'Den Text hat noch keine Prüf-Gruppe gelesen.',
  },
  en: {
    title: 'Easy language', intro: (name: string) => [`Here we explain the web pages of ${name}.`, 'The explanation is in easy language.'], platform: 'Allmende',
    what: 'What is Allmende?', whatText: () => ['Allmende is a program on the internet.', 'Many towns and villages use Allmende together.', 'You say the word like this: All-men-de.', 'Long ago, an Allmende was a field.', 'The field belonged to everybody in the village.'],
    can: 'What can you do here?', canText: () => ['You can make an application.', 'An application is when you ask the town hall for something.', 'For example: You have a new dog.', 'Then you must tell the town hall.', 'You can do that here on the internet.', 'You need no paper.'],
    how: 'This is how it works:', howText: () => ['You look for your town. Write its name into the search field.', 'You look for what you want to do.', 'You answer the questions. There is only one topic on a page.', 'You read everything again. You can change everything.', 'You send the application.', 'You get a number and a code. Write both down. With them you can see: What happens with my application?'],
    pause: 'Do you want to take a break?', pauseText: () => ['That is fine.', 'Your answers stay saved.', 'You can go on later.'],
    safe: 'Your data is safe', safeText: () => ['Your application is locked with a secret key.', 'This means: Only the town hall can read your application.'],
    help: 'Do you need help?', helpText: () => ['You can call the town hall.', 'Or you can go to the town hall.', 'Or you can ask a person for help. A person you trust.'], helpButton: 'To the help page', barrier: 'Tell us about a problem', barrierText: () => ['Can you not read something?', 'Or does something not work for you?', 'Then please tell us.'],
    find: 'Look for your town', toPlace: (name: string) => `To the page of ${name}`, note: 'No test group has read this text yet.',
  },
});

/** What one can do here, one statement a line. */
export function easyLanguageView(model: LegalModel, { locale, urlFor }: LegalOptions): View {
  const t = texts(locale);
  const at = (page: string) => (model.slug === undefined ? urlFor.public(page) : urlFor.place(model.slug, page));
  return {
    title: t.title,
    main: html`${heading(t.title)}${statements(t.intro(model.whereName ?? t.platform))}${heading(t.what, 2)}${statements(t.whatText())}${heading(t.can, 2)}${statements(t.canText())}${heading(t.how, 2)}${list(t.howText(), 'number')}${
      model.slug === undefined || model.whereName === undefined ? linkButton({ label: t.find, href: urlFor.public('places') }) : linkButton({ label: t.toPlace(model.whereName), href: urlFor.place(model.slug) })
    }${heading(t.pause, 2)}${statements(t.pauseText())}${heading(t.safe, 2)}${statements(t.safeText())}${heading(t.help, 2)}${statements(t.helpText())}${linkButton({ label: t.helpButton, href: at('help'), look: 'secondary' })}${
      heading(t.barrier, 2)}${statements(t.barrierText())}${linkButton({ label: t.barrier, href: at('accessibility'), look: 'secondary' })}${paragraph(t.note, 'muted')}`,
  };
}

function statements(sentences: readonly string[]): Html {
  return paragraph(sentences.map((sentence, index) => (index === 0 ? sentence : html`<br>${sentence}`)));
}
