import { alert, badge, button, checkbox, emptyState, errorSummary, figures, form, formErrors, heading, hiddenField, html, lead, link, linkButton, linkRow, paragraph, radioGroup, rowCheck, section, select, table, type Html } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View } from '@allmende/http';
import { formatNumber, saidIn, translations, type Locale } from '@allmende/i18n';
import { berlinDate, formatDateShort, formatInstant, type PlainDate } from '@allmende/time';
import type { CaseList } from '../../actions/list-cases.ts';
import type { Colleague } from '../../actions/list-colleagues.ts';
import type { ProposedDecision } from '../../actions/propose-decision.ts';
import { MOST_AT_ONCE, type BulkItem, type BulkRun } from '../../domain/bulk-run.ts';
import type { CaseFile } from '../../domain/case-file.ts';
import { caseWords } from '../case-words.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Mehrere Fälle bearbeiten', lead: (count: string) => `${count} Fälle nach Ihrer Auswahl. Kreuzen Sie an, welche Sie bearbeiten.`, cut: `Die Liste zeigt die ersten ${MOST_AT_ONCE}. Mehr gehen nicht auf einmal.`, all: 'Alle ankreuzen', none: 'Kein Kreuz', other: 'Auswahl ändern',
    caption: 'Fälle zur Auswahl', pick: 'Fall', service: 'Leistung', received: 'Eingegangen', due: 'Frist', assignee: 'Bearbeitung', nobody: 'noch niemand', state: 'Stand', what: 'Was möchten Sie tun?', assign: 'Zuteilen', assignHint: 'Jemand bearbeitet die Fälle, oder sie werden wieder frei.', request: 'Nachweise anfordern',
    requestHint: 'Jede antragstellende Person bekommt das fertige Schreiben der Leistung für das, was bei ihr fehlt.', decide: 'Nach dem Vorschlag der Regeln entscheiden', decideHint: 'Nur wo das Gesetz keinen Spielraum lässt. Sie sehen vorher jeden Vorschlag.', to: 'Wer soll die Fälle bearbeiten?', me: 'Ich', noone: 'Niemand: Fälle wieder freigeben',
    standIn: (names: string) => `Vertretung: ${names}`, next: 'Weiter', runs: 'Letzte Sammelbearbeitungen', empty: 'Zu dieser Auswahl gibt es keinen Fall.', back: 'Zu den Fällen', when: 'Begonnen', who: 'Von', kind: 'Was', count: 'Fälle',
    proposal: 'Vorschläge prüfen', proposalLead: (count: string) => `Die Regeln schlagen für ${count} Fälle eine Entscheidung vor. Sie entscheiden, ob sie gilt.`, decision: 'Entscheidung', amount: 'Betrag', applicant: 'Bescheid an', rule: 'Regel', ruleOf: (rule: string, version: string) => `${rule}, Fassung ${version}`, ground: 'Grundlage',
    confirm: 'Ich habe die Vorschläge geprüft.', issue: (count: string) => `${count} Bescheide erlassen`, notProposed: 'Diese Fälle bleiben, wie sie sind', reason: 'Grund', nothing: 'Für keinen dieser Fälle schlagen die Regeln etwas vor.', four: 'Vier Augen',
    fourText: 'Die Leistung verlangt, dass eine zweite Person bestätigt. Die Bescheide entstehen erst dann.', choose: 'Welche Entscheidung?', show: 'Vorschläge zeigen',
    run: 'Sammelbearbeitung', runningTitle: 'Die Fälle werden gerade bearbeitet', runningText: 'Sie können diese Seite verlassen und wiederkommen. Sie lädt sich von selbst neu.', done: 'Geändert', unchanged: 'Nicht geändert', open: 'Noch offen', unchangedTitle: 'Nicht geänderte Fälle', doneTitle: 'Geänderte Fälle', allDone: 'Alle Fälle sind bearbeitet.',
    reload: 'Stand neu laden', waitingTitle: 'Eine zweite Person muss bestätigen', waitingText: (name: string) => `${name} hat diese Entscheidungen vorgeschlagen. Bis eine zweite Person sie bestätigt, ist nichts entschieden.`, own: 'Bitten Sie eine Kollegin oder einen Kollegen, diese Seite zu öffnen.', yes: 'Bestätigen und Bescheide erlassen', no: 'Nicht bestätigen',
    refusedTitle: 'Nicht bestätigt', refusedText: (name: string) => `${name} hat nicht bestätigt. Kein Fall wurde geändert.`, unknown: 'Fall ohne Nummer', by: (name: string, at: string) => `${name}, ${at}`, confirmedBy: (name: string) => `Bestätigt von ${name}.`,
    kind_request: 'Nachweise anfordern', kind_decide: 'Entscheiden', state_waiting: 'Wartet auf zweite Person', state_running: 'Läuft', state_done: 'Fertig', state_refused: 'Nicht bestätigt', toWhom: (name: string) => `Zuteilen an ${name}`, release: 'Wieder freigeben',
  },
  en: {
    cases: 'Cases', title: 'Work on several cases', lead: (count: string) => `${count} cases match your choice. Tick those that you work on.`, cut: `The list shows the first ${MOST_AT_ONCE}. More do not go at once.`, all: 'Tick all', none: 'Tick none', other: 'Change the choice',
    caption: 'Cases to choose from', pick: 'Case', service: 'Service', received: 'Received', due: 'Deadline', assignee: 'Caseworker', nobody: 'nobody yet', state: 'State', what: 'What would you like to do?', assign: 'Assign', assignHint: 'Somebody works on the cases, or they become free again.', request: 'Request documents',
    requestHint: 'Each applicant gets the service’s ready letter for what is missing.', decide: 'Decide as the rules propose', decideHint: 'Only where the law leaves no discretion. You see every proposal first.', to: 'Who shall work on the cases?', me: 'I', noone: 'Nobody: set the cases free again',
    standIn: (names: string) => `deputy: ${names}`, next: 'Continue', runs: 'Latest work on several cases', empty: 'No case matches this choice.', back: 'To the cases', when: 'Begun', who: 'By', kind: 'What', count: 'Cases',
    proposal: 'Check the proposals', proposalLead: (count: string) => `The rules propose a decision for ${count} cases. You decide whether it counts.`, decision: 'Decision', amount: 'Amount', applicant: 'Notice to', rule: 'Rule', ruleOf: (rule: string, version: string) => `${rule}, version ${version}`, ground: 'Ground',
    confirm: 'I have checked the proposals.', issue: (count: string) => `Issue ${count} notices`, notProposed: 'These cases stay as they are', reason: 'Reason', nothing: 'The rules propose nothing for any of these cases.', four: 'Four eyes',
    fourText: 'The service wants a second person to confirm. The notices are issued only then.', choose: 'Which decision?', show: 'Show proposals',
    run: 'Work on several cases', runningTitle: 'The cases are being worked on', runningText: 'You can leave this page and come back. It reloads by itself.', done: 'Changed', unchanged: 'Not changed', open: 'Still open', unchangedTitle: 'Cases that were not changed', doneTitle: 'Changed cases', allDone: 'All cases are done.',
    reload: 'Reload', waitingTitle: 'A second person has to confirm', waitingText: (name: string) => `${name} proposed these decisions. Nothing is decided until a second person confirms them.`, own: 'Ask a colleague to open this page.', yes: 'Confirm and issue the notices', no: 'Do not confirm',
    refusedTitle: 'Not confirmed', refusedText: (name: string) => `${name} did not confirm. No case was changed.`, unknown: 'Case without a reference', by: (name: string, at: string) => `${name}, ${at}`, confirmedBy: (name: string) => `Confirmed by ${name}.`,
    kind_request: 'Request documents', kind_decide: 'Decide', state_waiting: 'Waits for a second person', state_running: 'Running', state_done: 'Done', state_refused: 'Not confirmed', toWhom: (name: string) => `Assign to ${name}`, release: 'Set free',
  },
});

type Frame = { locale: Locale; csrf: string; listHref: string; bulkHref: string; runHref: (id: string) => string; caseHref: (id: string) => string };

/** What was ticked and chosen, as it goes from form to form. */
export type BulkChoice = { readonly id: string; readonly kind: string; readonly to: string; readonly decision: string | undefined; readonly cases: readonly { readonly case: string; readonly version: number }[] };

/** Cases to tick, and what to do with them. */
export function chooseView(model: { list: CaseList; colleagues: readonly Colleague[]; runs: readonly { run: BulkRun; cases: number }[]; choice: BulkChoice; problems: readonly FieldProblem[]; ownAccount: string | undefined }, options: Frame & { allHref: string; noneHref: string }): View {
  const { locale } = options;
  const t = texts(locale);
  const words = caseWords(locale);
  const { list, choice } = model;
  const errors = formErrors(model.problems, locale);
  const ticked = new Set(choice.cases.map((one) => one.case));
  const indexOf = new Map(list.cases.map(({ id }, index) => [id, index]));
  const cases = table<CaseFile>({
    caption: t.caption, captionHidden: true, rows: list.cases, empty: emptyState({ title: t.empty, next: linkButton({ label: t.back, href: options.listHref, look: 'secondary' }) }),
    columns: [
      { label: t.pick, cell: (file) => rowCheck({ name: 'cases', value: `${file.id}:${file.version}`, label: file.reference, index: indexOf.get(file.id) ?? 0, checked: ticked.has(file.id) }) },
      { label: t.service, cell: (file) => file.serviceName[locale] },
      { label: t.received, cell: (file) => formatDateShort(berlinDate(file.receivedAt), locale) },
      { label: t.due, cell: (file) => (file.dueOn === null ? '' : formatDateShort(file.dueOn as PlainDate, locale)) },
      { label: t.assignee, cell: (file) => file.assignee?.name ?? t.nobody },
      { label: t.state, cell: (file) => words[file.state] },
    ],
  });
  const people = [{ value: 'me', label: t.me }, ...model.colleagues.filter(({ accountId }) => accountId !== model.ownAccount).map(({ accountId, name, deputies }) => ({ value: accountId, label: deputies.length === 0 ? name : `${name} (${t.standIn(deputies.join(', '))})` })), { value: 'nobody', label: t.noone }];
  const fields = html`${hiddenField({ name: 'id', value: choice.id })}${radioGroup({
    name: 'kind', label: t.what, value: choice.kind, error: errors.of('kind'), locale, options: [{ value: 'assign', label: t.assign, hint: t.assignHint }, { value: 'request', label: t.request, hint: t.requestHint }, { value: 'decide', label: t.decide, hint: t.decideHint }],
  })}${select({ name: 'to', label: t.to, options: people, value: choice.to === '' ? 'me' : choice.to, empty: false, error: errors.of('to'), locale })}`;
  const main = html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead(formatNumber(list.cases.length, locale)))}${list.after === undefined ? '' : paragraph(t.cut)}${linkRow([
    linkButton({ label: t.all, href: options.allHref, look: 'secondary', small: true }), linkButton({ label: t.none, href: options.noneHref, look: 'secondary', small: true }), linkButton({ label: t.other, href: options.listHref, look: 'tertiary', small: true }),
  ])}${list.cases.length === 0 ? cases : form({ csrf: options.csrf, action: options.bulkHref, fields: html`${cases}${fields}`, buttons: button({ label: t.next }) })}${runsPart(model.runs, options)}`;
  return { title: t.title, main, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: t.title }] };
}

/** What the rules propose for each case, before a person says that it counts. */
export function proposalsView(model: { choice: BulkChoice; proposals: readonly (ProposedDecision & { case: string })[]; problems: readonly FieldProblem[] }, options: Frame): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const proposed = model.proposals.filter(({ proposal }) => !('reason' in proposal));
  const choices = new Map(model.proposals.flatMap((one) => one.choices.map((choice) => [choice.id, choice.label[locale] ?? choice.label.de] as const)));
  const hidden = html`${hiddenField({ name: 'id', value: model.choice.id })}${hiddenField({ name: 'kind', value: 'decide' })}${model.choice.cases.map((one) => hiddenField({ name: 'cases', value: `${one.case}:${one.version}` }))}`;
  const needsTwo = proposed.some(({ proposal }) => !('reason' in proposal) && proposal.needsSecondPerson);
  const decision = model.choice.decision ?? proposed.flatMap(({ proposal }) => ('reason' in proposal ? [] : [proposal.decision.id]))[0] ?? '';
  const choose = choices.size < 2 ? '' : form({
    csrf: options.csrf, action: options.bulkHref, fields: html`${hidden}${radioGroup({ name: 'decision', label: t.choose, value: decision, options: [...choices].map(([value, label]) => ({ value, label })), locale })}`, buttons: button({ label: t.show, look: 'secondary' }),
  });
  const confirm = proposed.length === 0 ? emptyState({ title: t.nothing, next: linkButton({ label: t.back, href: options.listHref, look: 'secondary' }) }) : html`${proposalTable(proposed, options)}${needsTwo ? alert({ kind: 'info', title: t.four, body: t.fourText }) : ''}${form({
    csrf: options.csrf, action: options.bulkHref, fields: html`${hidden}${hiddenField({ name: 'step', value: 'confirm' })}${hiddenField({ name: 'decision', value: decision })}${checkbox({ name: 'confirmed', label: t.confirm, error: errors.of('confirmed'), locale })}`,
    buttons: html`${button({ label: t.issue(formatNumber(proposed.length, locale)) })}${linkButton({ label: t.back, href: options.listHref, look: 'secondary' })}`,
  })}`;
  const left = model.proposals.flatMap(({ case: id, file, proposal }) => ('reason' in proposal ? [{ id, reference: file?.reference ?? '', reason: proposal.reason }] : []));
  const main = html`${errorSummary({ errors: errors.all, locale })}${heading(t.proposal)}${proposed.length === 0 ? '' : lead(t.proposalLead(formatNumber(proposed.length, locale)))}${choose}${confirm}${left.length === 0 ? '' : section(html`${heading(t.notProposed, 2)}${reasonTable(left, options)}`)}`;
  return { title: t.proposal, main, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: t.title, href: options.bulkHref }, { label: t.proposal }] };
}

/** What became of each case, and for a second person what waits to be confirmed. */
export function runView(model: { run: BulkRun; items: readonly BulkItem[]; proposals: readonly (ProposedDecision & { case: string })[]; isOwn: boolean }, options: Frame): View {
  const { locale } = options;
  const t = texts(locale);
  const { run, items } = model;
  const of = (outcome: BulkItem['outcome']) => items.filter((item) => item.outcome === outcome);
  const count = (outcome: BulkItem['outcome']) => formatNumber(of(outcome).length, locale);
  const unchanged = of('unchanged').map(({ case: id, reference, reason }) => ({ id, reference, reason: reason ?? '' }));
  const done = of('done');
  const main = html`${heading(t.run, 1, { preline: kindOf(run, locale) })}${paragraph(html`${t.by(run.startedBy.name, formatInstant(run.startedAt, locale))}${run.state === 'done' && run.confirmedBy !== null ? ` ${t.confirmedBy(run.confirmedBy.name)}` : ''}`, 'muted')}${stateOf()}${
    figures([{ label: t.done, value: count('done') }, { label: t.unchanged, value: count('unchanged') }, ...(of('open').length === 0 ? [] : [{ label: t.open, value: count('open') }])])
  }${run.state === 'waiting' && model.proposals.length > 0 ? proposalTable(model.proposals.filter(({ proposal }) => !('reason' in proposal)), options) : ''}${waiting()}${unchanged.length === 0 ? '' : section(html`${heading(t.unchangedTitle, 2)}${reasonTable(unchanged, options)}`)}${
    done.length === 0 ? '' : section(html`${heading(t.doneTitle, 2)}${table<BulkItem>({ caption: t.doneTitle, captionHidden: true, rows: done, empty: '', columns: [{ label: t.pick, cell: (item) => link({ label: item.reference, href: options.caseHref(item.case) }) }] })}`)
  }${paragraph(link({ label: t.back, href: options.listHref }))}`;
  return { title: t.run, main, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: t.title, href: options.bulkHref }, { label: t.run }], ...(run.state === 'running' ? { waitSeconds: 2 } : {}) };

  function stateOf(): Html | '' {
    switch (run.state) {
      case 'running': return html`${alert({ kind: 'info', title: t.runningTitle, body: t.runningText })}${paragraph(link({ label: t.reload, href: options.runHref(run.id) }))}`;
      case 'waiting': return alert({ kind: 'info', title: t.waitingTitle, body: html`${t.waitingText(run.startedBy.name)}${model.isOwn ? ` ${t.own}` : ''}` });
      case 'refused': return alert({ kind: 'info', title: t.refusedTitle, body: t.refusedText(run.confirmedBy?.name ?? '') });
      default: return unchanged.length === 0 ? alert({ kind: 'success', title: t.allDone }) : '';
    }
  }

  function waiting(): Html | '' {
    if (run.state !== 'waiting' || model.isOwn) return '';
    const answer = (value: string, look: Html) => form({ csrf: options.csrf, action: options.runHref(run.id), fields: '', buttons: html`${hiddenField({ name: 'answer', value })}${look}` });
    return html`${answer('yes', button({ label: t.yes }))}${answer('no', button({ label: t.no, look: 'secondary' }))}`;
  }
}

function kindOf(run: BulkRun, locale: Locale): string {
  const t = texts(locale);
  if (run.kind !== 'assign') return t[`kind_${run.kind}`];
  return run.assignTo === null ? t.release : t.toWhom(run.assignTo.name);
}

function proposalTable(proposals: readonly (ProposedDecision & { case: string })[], options: Frame): Html {
  const { locale } = options;
  const t = texts(locale);
  const rows = proposals.flatMap(({ case: id, file, proposal }) => ('reason' in proposal ? [] : [{ id, reference: file?.reference ?? '', proposal }]));
  return table<(typeof rows)[number]>({
    caption: t.proposal, captionHidden: true, rows, empty: '',
    columns: [
      { label: t.pick, cell: ({ id, reference }) => link({ label: reference, href: options.caseHref(id) }) },
      { label: t.applicant, cell: ({ proposal }) => proposal.text.recipient.split('\n')[0] ?? '' },
      { label: t.decision, cell: ({ proposal }) => proposal.decision.label[locale] ?? proposal.decision.label.de },
      { label: t.amount, numeric: true, cell: ({ proposal }) => (proposal.figures.amount === '' ? '' : `${proposal.figures.amount}\u00a0€`) },
      { label: t.rule, cell: ({ proposal }) => t.ruleOf(proposal.rule.rule, proposal.rule.version) },
      { label: t.ground, cell: ({ proposal }) => proposal.rule.source },
    ],
  });
}

function reasonTable(rows: readonly { id: string; reference: string; reason: string }[], options: Frame): Html {
  const t = texts(options.locale);
  return table<(typeof rows)[number]>({
    caption: t.unchangedTitle, captionHidden: true, rows, empty: '',
    columns: [{ label: t.pick, cell: ({ id, reference }) => (reference === '' ? t.unknown : link({ label: reference, href: options.caseHref(id) })) }, { label: t.reason, cell: ({ reason }) => saidIn(options.locale, reason) }],
  });
}

function runsPart(runs: readonly { run: BulkRun; cases: number }[], options: Frame): Html | '' {
  if (runs.length === 0) return '';
  const { locale } = options;
  const t = texts(locale);
  return section(html`${heading(t.runs, 2)}${table<(typeof runs)[number]>({
    caption: t.runs, captionHidden: true, rows: runs, empty: '',
    columns: [
      { label: t.when, cell: ({ run }) => link({ label: formatInstant(run.startedAt, locale), href: options.runHref(run.id) }) },
      { label: t.kind, cell: ({ run }) => kindOf(run, locale) }, { label: t.who, cell: ({ run }) => run.startedBy.name }, { label: t.count, numeric: true, cell: ({ cases }) => formatNumber(cases, locale) },
      { label: t.state, cell: ({ run }) => badge(t[`state_${run.state}`], run.state === 'waiting' ? 'warning' : run.state === 'done' ? 'success' : 'neutral', { small: true }) },
    ],
  })}`);
}
