import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, code, descriptionList, details, errorSummary, form, formErrors, heading, hiddenField, html, link, linkButton, paragraph, section, textArea, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { WholeSolution } from '../../actions/see-solution.ts';
import { isDocumentCheck } from '../../domain/check-document.ts';
import type { CheckId } from '../../domain/ladder.ts';
import { isPossible, type SolutionAct } from '../../domain/solution.ts';
import { CHECK_NAMES } from '../check-words.ts';
import { ladderView } from '../ladder.view.ts';
import { messagesView } from '../messages.view.ts';
import { stateOf } from '../state-words.ts';
import { descriptionForm } from './solutions.view.ts';

const texts = translations({
  de: {
    solutions: 'Meine Lösungen', preline: 'Lösung', state: 'Stand', repository: 'Repository', revision: 'Fassung der Beschreibung', changed: 'Geändert', store: 'Im Store', toStore: 'Eintrag ansehen', sustainability: 'Nachhaltigkeit', toSustainability: 'Angaben eintragen', returned: 'Zurückgegeben: Bitte ändern Sie das', refused: 'Das ging nicht',
    approved: 'Der Betrieb der Plattform hat freigegeben', approvedText: 'Mit Ihrer Freigabe steht diese Fassung im Store.', publish: 'Freigeben und in den Store stellen', submit: 'Zur Sichtung einreichen', submitText: 'Danach sieht der Betrieb der Plattform Ihre Nachweise an. Die Beschreibung können Sie dann erst wieder ändern, wenn er entschieden hat; Nachweise jederzeit.',
    handIn: 'Nachweis vorlegen', again: 'Neu vorlegen', renew: 'Beschreibung ersetzen', renewSend: 'Neue Fassung prüfen', questions: 'Fragen und Antworten', answer: 'Ihre Nachricht an den Betrieb', send: 'Nachricht senden', deprecate: 'Lösung abkündigen', deprecateText: 'Sie bleibt im Store, mit Ihrem Grund. Niemand sollte sie mehr neu bestellen.',
    withdraw: 'Lösung zurückziehen', withdrawText: 'Die Suche findet sie nicht mehr. Ihre Seite nennt den Grund. Das lässt sich nicht rückgängig machen.', reason: 'Grund', ended: 'Grund',
  },
  en: {
    solutions: 'My solutions', preline: 'Solution', state: 'State', repository: 'Repository', revision: 'Version of the description', changed: 'Changed', store: 'In the store', toStore: 'View the entry', sustainability: 'Sustainability', toSustainability: 'Enter statements', returned: 'Returned: please change this', refused: 'That did not work',
    approved: 'The operator of the platform has approved', approvedText: 'With your approval this version stands in the store.', publish: 'Approve and put into the store', submit: 'Submit for review', submitText: 'The operator of the platform will then look at your evidence. The description cannot be changed until it has decided; evidence can, at any time.',
    handIn: 'Hand in evidence', again: 'Hand in anew', renew: 'Replace the description', renewSend: 'Check the new version', questions: 'Questions and answers', answer: 'Your message to the operator', send: 'Send message', deprecate: 'Deprecate the solution', deprecateText: 'It stays in the store, with your reason. Nobody should order it anew.',
    withdraw: 'Withdraw the solution', withdrawText: 'Searches no longer find it. Its page states the reason. This cannot be undone.', reason: 'Reason', ended: 'Reason',
  },
});

/** What was typed into one of the forms of the page. */
export type TypedOnSolution = { readonly text: string; readonly reason: string; readonly publiccode: string; readonly act: string };

type Model = { readonly whole: WholeSolution; readonly typed: TypedOnSolution; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** One solution as its supplier sees it: how far it is, each check with its fix, questions, and what can be done. */
export function ownSolutionView({ whole, typed, problems, refused }: Model, { locale, csrf, urlFor }: Options): View {
  const t = texts(locale);
  const { solution, standing } = whole;
  const errors = formErrors(problems, locale);
  const state = stateOf(solution, locale);
  const own = (...segments: string[]) => urlFor.supplier('solutions', solution.id, ...segments);
  const may = (act: SolutionAct) => isPossible(act, solution);
  const act = (name: string, label: string, look: 'primary' | 'secondary', fields: Html | string = ''): Html => form({ csrf, label, fields: html`${hiddenField({ name: 'act', value: name })}${fields}`, buttons: button({ label, look }) });
  const withReason = (name: 'deprecate' | 'withdraw', summary: string, text: string): Html => (may(name) ? details({
    summary, open: errors.of(`${name}Reason`) !== undefined,
    body: html`${paragraph(text)}${act(name, summary, 'secondary', html`${textArea({ name: `${name}Reason`, label: t.reason, value: typed.act === name ? typed.reason : '', error: errors.of(`${name}Reason`), locale })}`)}`,
  }) : html``);
  return {
    title: solution.name, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.solutions, href: urlFor.supplier('solutions') }, { label: solution.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(solution.name, 1, { preline: t.preline })}${refused === undefined ? '' : alert({ kind: 'danger', title: t.refused, body: refused })}${solution.state === 'returned' ? alert({ kind: 'warning', title: t.returned, body: solution.reason ?? '' }) : ''}${descriptionList([
      { name: t.state, value: badge(state.label, state.tone) }, { name: t.revision, value: String(solution.revision) }, { name: t.repository, value: solution.identity ?? '–' }, { name: t.changed, value: formatInstant(solution.changedAt, locale) },
      ...(solution.slug === null ? [] : [{ name: t.store, value: link({ label: t.toStore, href: urlFor.public('store', solution.slug) }) }, ...(solution.listing === 'withdrawn' ? [] : [{ name: t.sustainability, value: link({ label: t.toSustainability, href: own('sustainability') }) }])]),
      ...(solution.listing === 'deprecated' || solution.listing === 'withdrawn' ? [{ name: t.ended, value: solution.reason ?? '' }] : []),
    ], locale)}${may('publish') ? section(html`${alert({ kind: 'success', title: t.approved, body: t.approvedText })}${act('publish', t.publish, 'primary', hiddenField({ name: 'revision', value: solution.revision }))}`) : ''}${may('submit') ? section(html`${paragraph(t.submitText)}${act('submit', t.submit, 'primary')}`) : ''}${ladderView(standing, {
      locale, fileOf: ({ id }) => own('evidence', id),
      actionOf: ({ rule, state: how }) => (may('evidence') && isHandedIn(rule.id) ? paragraph(linkButton({ label: how === 'missing' ? t.handIn : t.again, about: CHECK_NAMES[rule.id][locale], look: 'secondary', small: true, href: own('checks', rule.id) })) : ''),
    })}${section(html`${heading(t.questions, 2)}${messagesView(whole.messages, locale)}${act('answer', t.send, 'secondary', textArea({ name: 'text', label: t.answer, value: typed.text, error: errors.of('text'), locale }))}`)}${section(html`${details({
      summary: t.renew, open: typed.act === 'renew' && errors.of('publiccode') !== undefined,
      body: may('describe') ? descriptionForm({ csrf, locale, typed: typed.publiccode === '' ? whole.description : typed.publiccode, error: errors.of('publiccode'), send: t.renewSend, extra: hiddenField({ name: 'act', value: 'renew' }) }) : code(whole.description),
    })}${withReason('deprecate', t.deprecate, t.deprecateText)}${withReason('withdraw', t.withdraw, t.withdrawText)}`)}`,
  };
}

/** Whether a supplier hands something in for a check; signature and bill of materials come together. */
function isHandedIn(check: CheckId): boolean {
  return isDocumentCheck(check) || check === 'origin-clear' || check === 'ai-act' || check === 'sbom-valid';
}

