import { badge, descriptionList, heading, html, link, paragraph, section, spoken, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { addDays, formatDateShort } from '@allmende/time';
import type { CurrentStatement } from '../domain/sustainability.ts';
import { SUSTAINABILITY_TOPICS, type SustainabilityTopic } from '../domain/sustainability-topic.ts';
import { showSustainabilityValue, TOPIC_NAMES } from '../domain/sustainability-words.ts';

const texts = translations({
  de: {
    title: 'Nachhaltigkeit', text: 'Was Anbieter oder die Betreiberin mit Quelle angegeben haben. Was niemand angegeben hat, ist unbekannt.', unknown: 'Keine Angabe', none: 'Zu dieser Lösung gibt es keine Angabe.', expired: (day: string) => `abgelaufen am ${day}`, asOf: (day: string) => `Stand ${day}`, until: (day: string) => `gilt bis ${day}`,
    source: 'Quelle', bySupplier: (name: string) => `Angabe von ${name}`, byOperator: 'Angabe der Betreiberin', confirmed: (day: string) => `bestätigt am ${day}`, unconfirmed: 'nicht bestätigt',
  },
  en: {
    title: 'Sustainability', text: 'What suppliers or the operator have stated, with its source. What nobody has stated is unknown.', unknown: 'Not stated', none: 'Nothing is stated of this solution.', expired: (day) => `expired on ${day}`, asOf: (day) => `as of ${day}`, until: (day) => `valid until ${day}`,
    source: 'Source', bySupplier: (name) => `stated by ${name}`, byOperator: 'stated by the operator', confirmed: (day) => `confirmed on ${day}`, unconfirmed: 'not confirmed',
  },
});

/** The statement on a topic in a few words, for comparing: its value with day and standing, or that it is unknown. An expired value is not shown as one. */
export function sustainabilityCell(statement: CurrentStatement | undefined, locale: Locale): Html {
  const t = texts(locale);
  if (statement === undefined) return html`<span class="kern-body--muted">${t.unknown}</span>`;
  if (statement.isExpired) return html`<span class="kern-body--muted">${t.unknown} (${t.expired(firstDayAfter(statement, locale))})</span>`;
  return html`${valueIn(statement, locale)} <span class="kern-body--muted">(${t.asOf(formatDateShort(statement.statedOn, locale))}, ${standingOf(statement, locale)})</span>`;
}

/** The part of a solution's page with every topic: value, day, source and who stated it; one sentence where nothing is stated. */
export function sustainabilityPart(statements: readonly CurrentStatement[], locale: Locale): Html {
  const t = texts(locale);
  const of = (topic: SustainabilityTopic) => statements.find((one) => one.topic === topic);
  return section(html`${heading(t.title, 2)}${paragraph(t.text)}${statements.length === 0 ? paragraph(t.none) : descriptionList(SUSTAINABILITY_TOPICS.map((topic) => {
    const found = of(topic);
    return { name: TOPIC_NAMES[topic][locale], value: found === undefined ? undefined : statementText(found, locale) };
  }), locale)}`);
}

/** A statement with everything that belongs to it. */
export function statementText(statement: CurrentStatement, locale: Locale): Html {
  const t = texts(locale);
  const source = spoken(statement.source, 'de', locale);
  const value = statement.isExpired ? html`<s>${valueIn(statement, locale)}</s> ${badge(t.expired(firstDayAfter(statement, locale)), 'warning', { small: true })}` : html`<strong>${valueIn(statement, locale)}</strong>`;
  return html`${value}<br>${authorOf(statement, locale)}, ${t.asOf(formatDateShort(statement.statedOn, locale))}, ${t.until(formatDateShort(statement.lastDay, locale))}<br>${t.source}: ${statement.link === null ? source : link({ label: source, href: statement.link })}`;
}

function authorOf(statement: CurrentStatement, locale: Locale): string {
  const t = texts(locale);
  return statement.author === 'operator' ? t.byOperator : `${t.bySupplier(statement.authorName ?? '')}, ${standingOf(statement, locale)}`;
}

function standingOf({ author, confirmedOn }: CurrentStatement, locale: Locale): string {
  const t = texts(locale);
  return author === 'operator' ? t.byOperator : confirmedOn === null ? t.unconfirmed : t.confirmed(formatDateShort(confirmedOn, locale));
}

function valueIn(statement: CurrentStatement, locale: Locale): Html {
  return html`${showSustainabilityValue(statement, locale)}`;
}

function firstDayAfter({ lastDay }: CurrentStatement, locale: Locale): string {
  return formatDateShort(addDays(lastDay, 1), locale);
}
