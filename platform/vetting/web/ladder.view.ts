import { badge, cardGrid, heading, html, link, list, paragraph, section, spoken, type Html, type HtmlValue } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { addDays, formatDateShort } from '@allmende/time';
import type { Evidence } from '../domain/evidence.ts';
import type { Standing, StandingCheck } from '../domain/standing.ts';
import { CHECK_NAMES, HELP, LEVEL_NAMES, STATE_WORDS } from './check-words.ts';

const texts = translations({
  de: {
    level: (level: number) => `Stufe ${level}`, of: 'von 7', on: (day: string) => `geprüft am ${day}`, until: (day: string) => `gilt bis ${day}`, hash: 'Prüfsumme', returned: 'Zurückgegeben',
    file: 'Dokument ansehen', holds: (day: string) => `Ohne neue Nachweise sinkt die Stufe am ${day}.`, fix: 'So beheben Sie es:',
  },
  en: {
    level: (level: number) => `Level ${level}`, of: 'of 7', on: (day: string) => `checked on ${day}`, until: (day: string) => `valid until ${day}`, hash: 'Hash', returned: 'Returned',
    file: 'View document', holds: (day: string) => `Without new evidence the level falls on ${day}.`, fix: 'How to mend it:',
  },
});

const AUTHORS = {
  de: { supplier: 'vorgelegt vom Anbieter', operator: 'vorgelegt vom Betrieb', platform: 'ermittelt von der Plattform' },
  en: { supplier: 'handed in by the supplier', operator: 'handed in by the operator', platform: 'found by the platform' },
} as const;

type Options = {
  readonly locale: Locale;
  /** What can be done about a check: a link or a form. */
  readonly actionOf: (check: StandingCheck) => HtmlValue;
  /** Where the document of evidence is fetched. */
  readonly fileOf: (evidence: Evidence) => string;
};

/** The level in a word, with its name. */
export function levelBadge(level: number, locale: Locale): Html {
  const t = texts(locale);
  return badge(`${t.level(level)} ${t.of}: ${LEVEL_NAMES[level]?.[locale] ?? ''}`, level === 0 ? 'neutral' : 'success');
}

/** The whole ladder as supplier and operator see it: every check with its day, hash, findings and what to do. */
export function ladderView(standing: Standing, options: Options): Html {
  const { locale } = options;
  const t = texts(locale);
  return html`${paragraph(levelBadge(standing.level, locale))}${standing.holdsUntil === null ? '' : paragraph(t.holds(formatDateShort(standing.holdsUntil, locale)), 'muted')}${standing.rungs.map(({ rung, checks }) => section(html`${heading(`${t.level(rung.level)}: ${LEVEL_NAMES[rung.level]?.[locale] ?? ''}`, 2)}${cardGrid(checks.map((check) => ({
    title: CHECK_NAMES[check.rule.id][locale], level: 3 as const, body: bodyOf(check, options), footer: badge(STATE_WORDS[check.state][locale], STATE_WORDS[check.state].tone, { small: true }),
  })))}`))}`;
}

function bodyOf(check: StandingCheck, options: Options): Html {
  const { locale } = options;
  const t = texts(locale);
  const { evidence, rule, state } = check;
  const action = options.actionOf(check);
  if (evidence === undefined) return html`${paragraph(HELP[rule.id][locale])}${action}`;
  const days = [t.on(formatDateShort(evidence.recordedOn, locale)), ...(evidence.expiresOn === null ? [] : [t.until(formatDateShort(addDays(evidence.expiresOn, -1), locale))]), AUTHORS[locale][evidence.author]].join(', ');
  const findings = state === 'outdated' ? [] : evidence.findings;
  return html`${paragraph(html`${days}. ${t.hash}: <code>${evidence.hash.slice(0, 16)}…</code>`, 'small')}${evidence.review?.reason ? paragraph(html`${t.returned}: ${evidence.review.reason}`) : ''}${findings.length === 0 ? '' : list(findings.map(({ message, fix, where }) =>
    html`${spoken(`${where === undefined ? '' : `${where}: `}${message}`, 'de', locale)}<br>${t.fix} ${spoken(fix, 'de', locale)}`))}${evidence.file === null ? '' : paragraph(link({ label: t.file, about: CHECK_NAMES[rule.id][locale], href: options.fileOf(evidence) }))}${action}`;
}
