import { alert, descriptionList, html, link, paragraph, type Fact, type Html, type HtmlValue } from '@allmende/html';
import { translations } from '@allmende/i18n';
import type { LegalContact } from '../domain/legal-contact.ts';
import type { LegalModel, LegalOptions } from './legal-model.ts';

const texts = translations({
  de: {
    missing: 'noch nicht eingetragen', enter: 'Angaben eintragen', gaps: 'Diese Angaben sind noch unvollständig',
    gapsText: (name: string) => `${name} hat hier noch nicht alles eingetragen.`, reach: 'Bis dahin erreichen Sie den Betreiber der Plattform:', platformImprint: 'Impressum von Allmende',
    platformGaps: 'Der Betreiber dieser Installation hat noch nicht alles eingetragen.', thisAdministration: 'Diese Verwaltung',
  },
  en: {
    missing: 'not entered yet', enter: 'Enter details', gaps: 'These details are still incomplete',
    gapsText: (name: string) => `${name} has not entered everything here yet.`, reach: 'Until then you can reach the operator of the platform:', platformImprint: 'Imprint of Allmende',
    platformGaps: 'The operator of this installation has not entered everything yet.', thisAdministration: 'This administration',
  },
});

/** A text with its line breaks. */
export function lines(text: string): HtmlValue {
  return text.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`));
}

/** An e-mail address one can write to. */
export function mailLink(email: string, subject?: string): Html {
  return link({ label: email, href: `mailto:${email}${subject === undefined ? '' : `?subject=${encodeURIComponent(subject)}`}` });
}

/** The facts that are asked for. What is missing is named to who may enter it, and left out for everybody else, with a way that works until then. */
export function contactFacts(model: LegalModel, asked: readonly { readonly name: string; readonly field: keyof LegalContact }[], { locale, urlFor }: LegalOptions, first: readonly Fact[] = []): Html {
  const t = texts(locale);
  const { contact, platform, enterHref } = model;
  const shown = asked.filter(({ field }) => contact[field] !== '' || enterHref !== undefined);
  const facts = shown.map(({ name, field }) => ({ name, value: contact[field] === '' ? html`<em>${t.missing}</em>` : valueOf(contact, field) }));
  const hasGaps = asked.some(({ field }) => contact[field] === '');
  const list = facts.length + first.length === 0 ? '' : descriptionList([...first, ...facts], locale);
  if (!hasGaps) return html`${list}`;
  const enter = enterHref === undefined ? '' : paragraph(link({ label: t.enter, href: enterHref }));
  const reach = platform.email === '' ? link({ label: t.platformImprint, href: urlFor.public('imprint') }) : mailLink(platform.email);
  const body = model.isAdministration ? html`${paragraph(html`${t.gapsText(model.administration?.name ?? t.thisAdministration)} ${t.reach} ${reach}`)}${enter}` : html`${paragraph(t.platformGaps)}${enter}`;
  return html`${list}${alert({ kind: 'info', title: t.gaps, body })}`;
}

function valueOf(contact: LegalContact, field: keyof LegalContact): HtmlValue {
  if (field === 'email') return mailLink(contact.email);
  if (field === 'phone') return link({ label: contact.phone, href: `tel:${contact.phone.replaceAll(/\(0\)|[^\d+]/gu, '')}` });
  return lines(contact[field]);
}
