import { alert, html, link, list, paragraph, type Html } from '@allmende/html';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { CaseRefusal } from './case-refusal.ts';
import { actionWord, caseWords } from './case-words.ts';

const texts = translations({
  de: { title: 'Noch nicht gespeichert', changed: 'Jemand anderes hat diesen Fall inzwischen geändert:', kept: 'Was Sie eingegeben haben, steht noch hier. Prüfen Sie, ob es noch passt, und senden Sie es dann noch einmal.', keptOnly: 'Was Sie eingegeben haben, steht noch hier.', look: 'Fall ansehen' },
  en: { title: 'Not saved yet', changed: 'Somebody else has changed this case meanwhile:', kept: 'What you typed is still here. Check whether it still fits, then send it again.', keptOnly: 'What you typed is still here.', look: 'See the case' },
});

/** Above a form that comes back with what was typed: who changed what meanwhile, and that nothing is lost. */
export function refusalAlert(refusal: CaseRefusal | undefined, options: { readonly locale: Locale; readonly caseHref: string }, about: { readonly title?: string; readonly canSend?: boolean } = {}): Html {
  if (refusal === undefined) return html``;
  const { locale, caseHref } = options;
  const t = texts(locale);
  const { changes, isConflict, message } = refusal;
  const said = isConflict && changes.length > 0 ? paragraph(t.changed) : paragraph(saidIn(locale, message));
  const who = changes.map(({ actor, kind, at }) => `${actor ?? caseWords(locale)[fromApplicant(kind) ? 'applicant' : 'platform']}: ${actionWord(kind, locale)}, ${formatInstant(at, locale)}`);
  return alert({ kind: 'warning', title: about.title ?? t.title, body: html`${said}${who.length === 0 ? '' : list(who)}${paragraph(html`${isConflict && about.canSend !== false ? t.kept : t.keptOnly} ${link({ label: t.look, href: caseHref })}`)}` });
}

function fromApplicant(kind: string): boolean {
  return kind === 'evidence' || kind === 'message' || kind === 'withdrawn';
}
