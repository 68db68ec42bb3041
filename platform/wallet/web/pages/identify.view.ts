import { alert, button, code, descriptionList, details, errorSummary, form, heading, html, lead, link, linkButton, list, livePart, paragraph, qrCode, section, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { IdentifiedPerson } from '../../domain/identified-person.ts';
import { PERSON_ATTRIBUTES, type PersonAttribute } from '../../domain/pid.ts';
import type { RefusalKind } from '../../domain/refusal.ts';
import { attributeWords } from '../attribute-words.ts';

const texts = translations({
  de: {
    title: 'Mit der Wallet ausweisen', what: (who: string) => `${who} möchte diese Angaben aus Ihrem Ausweis lesen. In Ihrer Wallet sehen Sie sie noch einmal und entscheiden dort.`, here: 'Auf diesem Gerät', open: 'Wallet öffnen',
    test: 'Test-Wallet öffnen', testHint: 'Nur zur Vorführung, mit erfundenen Personen.', other: 'Auf einem anderen Gerät', scan: 'Lesen Sie diesen QR-Code mit Ihrer Wallet. Danach zeigt Ihr anderes Gerät eine Zahl, die Sie hier eingeben.',
    qr: 'QR-Code, der Ihre Wallet öffnet', asLink: 'Was im QR-Code steht', wait: 'Wir warten auf Ihre Wallet. Diese Seite geht von selbst weiter.', reload: 'Seite neu laden', number: 'Zahl von Ihrem anderen Gerät',
    numberHint: 'Sechs Ziffern. Geben Sie die Zahl niemandem, der Sie danach fragt.', numberLead: 'Ihre Wallet hat geantwortet. Geben Sie jetzt die Zahl ein, die Ihr anderes Gerät zeigt.', begin: 'Weiter zur Wallet', forService: (service: string) => `Für „${service}“.`, shown: 'Das hat Ihre Wallet gezeigt', shownLead: (who: string) => `Diese Angaben bekommt ${who}, wenn Sie weitergehen.`, from: 'Ausweis', notMe: 'Das bin ich nicht: neu beginnen', go: 'Weiter', again: 'Noch einmal versuchen', over: 'Die Zeit ist um',
    overText: 'Diese Anfrage gilt nicht mehr. Sie können neu beginnen.', refused: 'Das hat nicht geklappt', numberTitle: 'Ihre Zahl', numberUse: 'Geben Sie diese Zahl auf dem Gerät ein, auf dem Sie den Dienst geöffnet haben.',
    numberWarn: 'Hat Ihnen jemand den QR-Code oder Link geschickt? Dann geben Sie die Zahl nicht weiter, sonst handelt diese Person in Ihrem Namen.', warn: 'Achtung',
  },
  en: {
    title: 'Identify yourself with your wallet', what: (who: string) => `${who} would like to read these details from your ID. Your wallet shows them again, and you decide there.`, here: 'On this device', open: 'Open wallet',
    test: 'Open test wallet', testHint: 'For demonstration only, with invented people.', other: 'On another device', scan: 'Read this QR code with your wallet. Your other device then shows a number that you enter here.',
    qr: 'QR code that opens your wallet', asLink: 'What the QR code says', wait: 'We are waiting for your wallet. This page goes on by itself.', reload: 'Load the page again', number: 'Number from your other device',
    numberHint: 'Six digits. Give the number to nobody who asks you for it.', numberLead: 'Your wallet has answered. Now enter the number that your other device shows.', begin: 'Continue to the wallet', forService: (service: string) => `For “${service}”.`, shown: 'This is what your wallet showed', shownLead: (who: string) => `${who} gets these details when you continue.`, from: 'ID', notMe: 'This is not me: begin again', go: 'Continue', again: 'Try again', over: 'The time is up',
    overText: 'This request is no longer valid. You can begin again.', refused: 'That did not work', numberTitle: 'Your number', numberUse: 'Enter this number on the device on which you opened the service.',
    numberWarn: 'Did somebody send you the QR code or link? Then do not pass the number on, or that person acts in your name.', warn: 'Attention',
  },
});

const refusals = translations({
  de: {
    unreadable: 'Die Antwort Ihrer Wallet ließ sich nicht lesen. Vielleicht braucht Ihre Wallet eine Aktualisierung.', 'not-yours': 'Die Antwort passt nicht zu dieser Anfrage. Beginnen Sie neu, und antworten Sie mit dem Gerät, auf dem Ihr Ausweis liegt.',
    untrusted: 'Dieser Ausweis kommt von einer Stelle, der wir nicht vertrauen können. Nutzen Sie Ihren Personalausweis in der Wallet.', 'not-valid': 'Dieser Ausweis gilt nicht mehr. Bitte erneuern Sie ihn in Ihrer Wallet.',
    suspended: 'Dieser Ausweis ist zurzeit gesperrt. Sie können ihn bei der Stelle entsperren, die ihn ausgegeben hat.', incomplete: 'Die Wallet hat nicht genau die Angaben gezeigt, um die wir gebeten haben.',
    unsure: 'Wir konnten gerade nicht prüfen, ob der Ausweis noch gilt. Deshalb nehmen wir ihn nicht an. Bitte versuchen Sie es in einigen Minuten noch einmal.', late: 'Diese Anfrage gilt nicht mehr.', declined: 'Sie haben in Ihrer Wallet abgelehnt. Es wurde nichts übertragen.',
  },
  en: {
    unreadable: 'The answer of your wallet could not be read. Your wallet may need an update.', 'not-yours': 'The answer does not belong to this request. Begin again, and answer with the device that holds your ID.',
    untrusted: 'This ID comes from a body that we cannot trust. Use your identity card in the wallet.', 'not-valid': 'This ID is no longer valid. Please renew it in your wallet.',
    suspended: 'This ID is blocked at the moment. The body that issued it can unblock it.', incomplete: 'The wallet did not show exactly the details that we asked for.',
    unsure: 'We could not check just now whether the ID is still valid, so we do not accept it. Please try again in a few minutes.', late: 'This request is no longer valid.', declined: 'You declined in your wallet. Nothing was transmitted.',
  },
});

export type Identify = {
  readonly state: 'waiting' | 'answered' | 'over' | 'refused';
  readonly refusal: RefusalKind | undefined;
  readonly asked: readonly PersonAttribute[];
  readonly verifier: string;
  readonly csrf: string;
  readonly typed: string;
  readonly errors: FormErrors;
  readonly again: string;
  readonly self: string;
  readonly events: string;
  readonly links: { readonly wallet: string; readonly test: string | undefined; readonly cells: readonly (readonly boolean[])[] } | undefined;
};

/** Waiting for a wallet, in each state. */
export function identifyView(model: Identify, locale: Locale): View {
  const t = texts(locale);
  return { title: t.title, hasErrors: model.errors.all.length > 0, ...(model.state === 'waiting' ? { live: true, waitSeconds: 5 } : {}), main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(t.title)}${model.state === 'waiting' ? livePart({ id: 'wallet', source: model.events, content: content(model, locale) }) : html`<div id="wallet">${content(model, locale)}</div>`}` };
}

function content(model: Identify, locale: Locale): Html {
  const t = texts(locale);
  const begin = linkButton({ label: t.again, href: model.again });
  if (model.state === 'refused') return html`${alert({ kind: 'danger', title: t.refused, body: refusals(locale)[model.refusal ?? 'unreadable'] })}${section(begin)}`;
  if (model.state === 'over') return html`${alert({ kind: 'warning', title: t.over, body: t.overText })}${section(begin)}`;
  if (model.state === 'answered') {
    return html`${lead(t.numberLead)}${form({
      csrf: model.csrf, buttons: button({ label: t.go }),
      fields: textField({ name: 'number', label: t.number, hint: t.numberHint, value: model.typed.slice(0, 20), error: model.errors.of('number'), inputmode: 'numeric', autocomplete: 'off', width: 'short', locale }),
    })}`;
  }
  const { links } = model;
  const words = attributeWords(locale);
  return html`${lead(t.what(model.verifier))}${list(model.asked.map((attribute) => words[attribute]))}${links === undefined ? '' : html`${section(html`${heading(t.here, 2)}${links.test === undefined ? '' : html`${paragraph(html`${linkButton({ label: t.test, href: links.test, look: 'secondary' })}`)}${paragraph(t.testHint, 'muted')}`}${paragraph(linkButton({ label: t.open, href: links.wallet }))}`)}${
    section(html`${heading(t.other, 2)}${paragraph(t.scan)}${qrCode({ cells: links.cells, label: t.qr })}${details({ summary: t.asLink, body: code(links.wallet) })}`)}`}${section(html`${paragraph(t.wait, 'muted')}${paragraph(link({ label: t.reload, href: model.self }))}`)}`;
}

/** What will be asked, before anything is. */
export function identifyStartView(model: { readonly asked: readonly PersonAttribute[]; readonly service: string | undefined; readonly verifier: string; readonly csrf: string }, locale: Locale): View {
  const t = texts(locale);
  const words = attributeWords(locale);
  return { title: t.title, main: html`${heading(t.title)}${lead(t.what(model.verifier))}${model.service === undefined ? '' : paragraph(t.forService(model.service))}${list(model.asked.map((attribute) => words[attribute]))}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.begin }) })}` };
}

/** What was shown, before it is used. */
export function identifyPersonView(model: { readonly person: IdentifiedPerson; readonly verifier: string; readonly csrf: string; readonly action: string; readonly again: string }, locale: Locale): View {
  const t = texts(locale);
  const words = attributeWords(locale);
  const { attributes, issuer } = model.person;
  const rows = PERSON_ATTRIBUTES.flatMap((name) => { const value = attributes[name]; return value === undefined ? [] : [{ name: words[name], value: name === 'birthDate' ? formatDate(value as PlainDate, locale) : value }]; });
  return {
    title: t.shown,
    main: html`${heading(t.shown)}${lead(t.shownLead(model.verifier))}${descriptionList([...rows, { name: t.from, value: issuer }], locale)}${form({ csrf: model.csrf, action: model.action, fields: '', buttons: button({ label: t.go }) })}${paragraph(link({ label: t.notMe, href: model.again }))}`,
  };
}

/** The number on the second device. */
export function identifyNumberView(model: { readonly number: string }, locale: Locale): View {
  const t = texts(locale);
  return { title: t.numberTitle, main: html`${heading(`${model.number.slice(0, 3)} ${model.number.slice(3)}`, 1, { preline: t.numberTitle })}${lead(t.numberUse)}${alert({ kind: 'warning', title: t.warn, body: t.numberWarn })}` };
}
