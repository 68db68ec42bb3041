import type { View } from '@allmende/http';
import { alert, button, form, heading, html, lead, link, linkButton, list, paragraph, section } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { Level } from '../../domain/level.ts';
import type { AttributeName } from '../../domain/verified-identity.ts';
import { identityTexts } from '../identity-texts.ts';

const texts = translations({
  de: {
    title: 'Bitte weisen Sie sich aus', for: (service: string) => `Für „${service}“ müssen wir sicher wissen, wer Sie sind.`, account: 'Hier sehen Sie danach, was diese Behörde über Sie gespeichert hat.', level: 'Nötiges Vertrauensniveau', told: (authority: string) => `Das erfährt ${authority} von der BundID`, always: 'ein Kennzeichen, das nur für diese Behörde gilt', nothing: 'Mehr erfährt sie nicht.',
    bundid: 'Mit BundID anmelden', high: 'Sie brauchen Ihren Personalausweis mit Online-Funktion, die sechsstellige PIN und die AusweisApp auf dem Handy oder Computer.', substantial: 'Sie brauchen Ihr ELSTER-Zertifikat oder Ihren Online-Ausweis.', basic: 'Sie brauchen ein BundID-Konto.',
    kept: 'Was Sie schon eingegeben haben, bleibt gespeichert.', none: 'Die Anmeldung ist zurzeit nicht möglich', noneBody: (authority: string) => `Diese Plattform ist gerade nicht mit der BundID verbunden. Sie können sich direkt an ${authority} wenden.`, back: 'Zurück', test: 'Test-BundID', testBody: 'Diese Plattform ist mit einer Test-BundID verbunden. Sie zeigt erfundene Personen und prüft nichts.',
  },
  en: {
    title: 'Please prove who you are', for: (service: string) => `For “${service}” we must be sure who you are.`, account: 'Afterwards you see here what this authority has stored about you.', level: 'Level of assurance needed', told: (authority: string) => `What ${authority} learns from BundID`, always: 'a mark that counts for this authority only', nothing: 'It learns nothing else.',
    bundid: 'Sign in with BundID', high: 'You need your ID card with its online function, the six-digit PIN and the AusweisApp on your phone or computer.', substantial: 'You need your ELSTER certificate or your online ID card.', basic: 'You need a BundID account.',
    kept: 'What you have entered is kept.', none: 'Signing in is not possible at the moment', noneBody: (authority: string) => `This platform is not connected to BundID right now. You can contact ${authority} directly.`, back: 'Back', test: 'Test BundID', testBody: 'This platform is connected to a test BundID. It shows invented people and checks nothing.',
  },
});

export type Identify = {
  readonly authority: string; readonly level: Exclude<Level, 'none'>; readonly service: string | undefined; readonly attributes: readonly AttributeName[]; readonly consent: string | undefined;
  readonly csrf: string; readonly backHref: string; readonly isAvailable: boolean; readonly isTest: boolean; readonly others: readonly { readonly label: string; readonly hint: string; readonly href: string }[];
};

/** Says why, how surely and with which data somebody is asked to prove who they are, and offers the ways. */
export function identifyView(model: Identify, locale: Locale): View {
  const t = texts(locale);
  const words = identityTexts(locale);
  const hasWay = model.isAvailable || model.others.length > 0;
  return {
    title: t.title,
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heading(t.title)}${lead(model.service === undefined ? t.account : t.for(model.service))}${paragraph(html`${t.level}: <strong>${words.levels[model.level]}</strong>`)}${
      hasWay ? '' : alert({ kind: 'warning', title: t.none, body: t.noneBody(model.authority) })
    }${!model.isAvailable ? '' : section(html`${model.isTest ? alert({ kind: 'warning', title: t.test, body: t.testBody }) : ''}${paragraph(t[model.level])}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.bundid }) })}`)}${
      model.others.map((way) => section(html`${paragraph(way.hint)}${linkButton({ label: way.label, href: way.href, look: 'secondary' })}`))
    }${section(html`${heading(t.told(model.authority), 2)}${list([t.always, ...model.attributes.map((name) => words.attributes[name])])}${paragraph(model.consent === undefined ? t.nothing : `${t.nothing} ${model.consent}`)}${model.service === undefined ? '' : paragraph(t.kept, 'muted')}`)}`,
  };
}
