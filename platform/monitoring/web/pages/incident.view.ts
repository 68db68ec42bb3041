import type { FieldProblem } from '@allmende/errors';
import { badge, button, details, errorSummary, form, formErrors, heading, html, lead, list, radioGroup, section, textArea, textField, timeline, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import { IMPACTS, STAGES, TEMPLATES } from '../../domain/check-notice.ts';
import type { Incident } from '../../domain/notice.ts';
import { statusWords } from '../status-words.ts';

export const noticeTexts = translations({
  de: {
    health: 'Zustand der Plattform', title: 'Störung melden', lead: 'Was Sie hier schreiben, sehen alle auf den Seiten „Läuft alles?“. Schreiben Sie kurz, ohne Fachwörter und ohne Namen.', impact: 'Wie schwer ist es?', apps: 'Welche Anwendungen?', appsHint: 'Kurznamen, zum Beispiel online-services cases. Leer: alle.', authorities: 'Welche Behörden?', authoritiesHint: 'Adressen, zum Beispiel heilbronn. Leer: alle.',
    de: 'Text', en: 'Text auf Englisch', tell: 'Melden', goOn: 'Weiter berichten', stage: 'Wie weit sind Sie?', told: 'Bisher gemeldet', over: 'vorbei', open: 'offen', templates: 'Worte, die passen könnten',
  },
  en: {
    health: 'Health of the platform', title: 'Report a disturbance', lead: 'What you write here everybody sees on the pages “Is everything working?”. Write briefly, without jargon and without names.', impact: 'How serious is it?', apps: 'Which apps?', appsHint: 'Short names, for example online-services cases. Empty: all.', authorities: 'Which authorities?', authoritiesHint: 'Addresses, for example heilbronn. Empty: all.',
    de: 'Text in German', en: 'Text in English', tell: 'Report', goOn: 'Report on', stage: 'How far are you?', told: 'Told so far', over: 'over', open: 'open', templates: 'Words that might fit',
  },
});

type Typed = { readonly errors?: readonly FieldProblem[]; readonly typed?: Readonly<Record<string, string>> };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** A new incident. */
export function newIncidentView(model: Typed, options: Options): View {
  const { locale } = options;
  const [t, words] = [noticeTexts(locale), statusWords(locale)];
  const errors = formErrors(model.errors, locale);
  const typed = model.typed ?? { de: TEMPLATES.looking.de, en: TEMPLATES.looking.en, impact: 'disturbed' };
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.health, href: options.urlFor.operator('monitoring') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${form({
      csrf: options.csrf, buttons: button({ label: t.tell }),
      fields: html`${radioGroup({ name: 'impact', label: t.impact, value: typed['impact'], error: errors.of('impact'), options: IMPACTS.map((one) => ({ value: one, label: words[`impact-${one}`] })), locale })}${reachFields(typed, errors, locale)}${toldFields(typed, errors, locale)}`,
    })}`,
  };
}

/** One incident with what was said, and the form for the next word. */
export function incidentView(model: Typed & { readonly incident: Incident }, options: Options): View {
  const { locale } = options;
  const [t, words] = [noticeTexts(locale), statusWords(locale)];
  const { incident } = model;
  const errors = formErrors(model.errors, locale);
  const typed = model.typed ?? {};
  const title = words[`impact-${incident.impact}`];
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.health, href: options.urlFor.operator('monitoring') }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title, 1, { preline: formatInstant(incident.startedAt, locale) })}<p>${badge(incident.endedAt ? t.over : t.open, incident.endedAt ? 'success' : 'warning')}</p>${incident.endedAt ? '' : section(html`${heading(t.goOn, 2)}${details({ summary: t.templates, body: list(STAGES.map((stage) => `${words[`stage-${stage}`]}: ${TEMPLATES[stage][locale]}`)) })}${form({
      csrf: options.csrf, buttons: button({ label: t.tell }), label: t.goOn,
      fields: html`${radioGroup({ name: 'stage', label: t.stage, value: typed['stage'] ?? incident.updates.at(-1)?.stage, error: errors.of('stage'), options: STAGES.map((one) => ({ value: one, label: words[`stage-${one}`] })), locale })}${toldFields(typed, errors, locale)}`,
    })}`)}${section(html`${heading(t.told, 2)}${timeline(incident.updates.map((one) => ({ at: formatInstant(one.at, locale), title: words[`stage-${one.stage}`], detail: one.de, state: one.stage === 'ended' ? 'done' as const : 'current' as const })))}`)}`,
  };
}

/** Whom it concerns. */
export function reachFields(typed: Readonly<Record<string, string>>, errors: ReturnType<typeof formErrors>, locale: Locale): Html {
  const t = noticeTexts(locale);
  return html`${textField({ name: 'apps', label: t.apps, hint: t.appsHint, optional: true, value: typed['apps'], error: errors.of('apps'), spellcheck: false, locale })}${textField({ name: 'authorities', label: t.authorities, hint: t.authoritiesHint, optional: true, value: typed['authorities'], error: errors.of('authorities'), spellcheck: false, locale })}`;
}

/** What is told. */
export function toldFields(typed: Readonly<Record<string, string>>, errors: ReturnType<typeof formErrors>, locale: Locale): Html {
  const t = noticeTexts(locale);
  return html`${textArea({ name: 'de', label: t.de, rows: 3, maxlength: 1000, value: typed['de'] ?? '', error: errors.of('de'), locale })}${textArea({ name: 'en', label: t.en, rows: 3, maxlength: 1000, optional: true, value: typed['en'] ?? '', error: errors.of('en'), locale })}`;
}
