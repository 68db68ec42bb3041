import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, code, descriptionList, details, errorSummary, form, formErrors, heading, hiddenField, html, link, paragraph, section, textArea, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { WholeSolution } from '../../actions/see-solution.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { LEVEL_TO_PUBLISH } from '../../domain/ladder.ts';
import { isPossible, type SolutionAct } from '../../domain/solution.ts';
import { CHECK_NAMES, FACT_NAMES } from '../check-words.ts';
import { ladderView } from '../ladder.view.ts';
import { messagesView } from '../messages.view.ts';
import { stateOf } from '../state-words.ts';

const texts = translations({
  de: {
    queue: 'Prüfung von Lösungen', preline: 'Lösung in der Prüfung', supplier: 'Anbieter', state: 'Stand', repository: 'Repository', revision: 'Fassung der Beschreibung', changed: 'Geändert', store: 'Im Store', toStore: 'Eintrag ansehen', refused: 'Das ging nicht',
    decide: 'Entscheiden', approve: 'Freigeben', tooLow: (level: number) => `Freigeben lässt sich die Lösung ab Stufe ${level}.`, return: 'Mit Gründen zurückgeben', reason: 'Gründe, für den Anbieter', confirm: 'Bestätigen', giveBack: 'Zurückgeben', stated: 'Angaben', questions: 'Fragen und Antworten', ask: 'Ihre Frage an den Anbieter', send: 'Frage stellen',
    description: 'Beschreibung (publiccode.yml)', deprecate: 'Lösung abkündigen', withdraw: 'Lösung zurückziehen', withdrawText: 'Die Suche findet sie nicht mehr. Ihre Seite nennt den Grund.', deprecateText: 'Sie bleibt im Store, mit dem Grund.', why: 'Grund',
  },
  en: {
    queue: 'Vetting of solutions', preline: 'Solution in the vetting', supplier: 'Supplier', state: 'State', repository: 'Repository', revision: 'Version of the description', changed: 'Changed', store: 'In the store', toStore: 'View the entry', refused: 'That did not work',
    decide: 'Decide', approve: 'Approve', tooLow: (level) => `The solution can be approved from level ${level} on.`, return: 'Return with reasons', reason: 'Reasons, for the supplier', confirm: 'Confirm', giveBack: 'Return', stated: 'Statements', questions: 'Questions and answers', ask: 'Your question to the supplier', send: 'Ask',
    description: 'Description (publiccode.yml)', deprecate: 'Deprecate the solution', withdraw: 'Withdraw the solution', withdrawText: 'Searches no longer find it. Its page states the reason.', deprecateText: 'It stays in the store, with the reason.', why: 'Reason',
  },
});

export type TypedOnVetting = { readonly act: string; readonly reason: string; readonly text: string };
type Model = { readonly whole: WholeSolution; readonly typed: TypedOnVetting; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined; readonly mayVet: boolean };

/** One solution as the operator sees it: each check, documents to look at, questions, and the decision. */
export function vettingView({ whole, typed, problems, refused, mayVet }: Model, { locale, csrf, urlFor }: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const { solution, standing } = whole;
  const errors = formErrors(problems, locale);
  const state = stateOf(solution, locale);
  const may = (act: SolutionAct) => mayVet && isPossible(act, solution);
  const act = (name: string, label: string, look: 'primary' | 'secondary', fields: Html | string = '', about?: string): Html => form({ csrf, label: about === undefined ? label : `${label}: ${about}`, fields: html`${hiddenField({ name: 'act', value: name })}${fields}`, buttons: button({ label, look, about }) });
  const reasonField = (name: string): Html => textArea({ name: `${name}Reason`, label: t.reason, value: errors.of(`${name}Reason`) === undefined ? '' : typed.reason, error: errors.of(`${name}Reason`), locale });
  const withReason = (name: 'return' | 'deprecate' | 'withdraw', text?: string): Html => (may(name) ? details({ summary: t[name], open: errors.of(`${name}Reason`) !== undefined, body: html`${text === undefined ? '' : paragraph(text)}${act(name, t[name], 'secondary', reasonField(name))}` }) : html``);
  const review = (evidence: Evidence): Html => {
    const about = CHECK_NAMES[evidence.check][locale];
    const own = hiddenField({ name: 'evidence', value: evidence.id });
    const field = `evidence-${evidence.id}-`;
    return html`${paragraph(`${t.stated}: ${Object.entries(evidence.facts).flatMap(([name, value]) => (FACT_NAMES[name] === undefined ? [] : [`${FACT_NAMES[name][locale]}: ${String(value)}`])).join('; ')}`, 'small')}${act('confirm', t.confirm, 'secondary', own, about)}${details({ summary: `${t.giveBack}: ${about}`, open: errors.of(`${field}Reason`) !== undefined, body: act('give-back', t.giveBack, 'secondary', html`${own}${reasonField(field)}`, about) })}`;
  };
  return {
    title: solution.name, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.queue, href: urlFor.operator('vetting') }, { label: solution.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(solution.name, 1, { preline: t.preline })}${refused === undefined ? '' : alert({ kind: 'danger', title: t.refused, body: refused })}${descriptionList([
      { name: t.supplier, value: link({ label: whole.supplierName, href: urlFor.operator('suppliers', solution.supplier) }) }, { name: t.state, value: badge(state.label, state.tone) }, { name: t.repository, value: solution.identity ?? '–' }, { name: t.revision, value: String(solution.revision) },
      { name: t.changed, value: formatInstant(solution.changedAt, locale) }, ...(solution.slug === null ? [] : [{ name: t.store, value: link({ label: t.toStore, href: urlFor.public('store', solution.slug) }) }]), ...(solution.reason === null ? [] : [{ name: t.why, value: solution.reason }]),
    ], locale)}${ladderView(standing, {
      locale, fileOf: ({ id }) => urlFor.operator('vetting', solution.id, 'evidence', id), actionOf: ({ evidence, state: how }) => (mayVet && how === 'waiting' && evidence !== undefined ? review(evidence) : ''),
    })}${section(html`${heading(t.questions, 2)}${messagesView(whole.messages, locale)}${mayVet ? act('ask', t.send, 'secondary', textArea({ name: 'text', label: t.ask, value: typed.text, error: errors.of('text'), locale })) : ''}`)}${section(html`${heading(t.decide, 2)}${
      may('approve') ? (standing.level >= LEVEL_TO_PUBLISH ? act('approve', t.approve, 'primary') : paragraph(t.tooLow(LEVEL_TO_PUBLISH))) : ''
    }${withReason('return')}${withReason('deprecate', t.deprecateText)}${withReason('withdraw', t.withdrawText)}${details({ summary: t.description, body: code(whole.description) })}`)}`,
  };
}
