import { alert, button, code, descriptionList, details, form, heading, html, lead, linkButton, paragraph, section, textArea, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { ConsistencyFile } from '../../actions/prove-consistency.ts';
import type { LogLinks } from '../log-area.ts';

const texts = translations({
  de: {
    log: 'Prüfprotokoll', title: 'Aufbewahrten Prüfpunkt prüfen', lead: 'Haben Sie einen Prüfpunkt aufbewahrt? Hier sehen Sie, ob das heutige Protokoll mit ihm beginnt.', field: 'Ihr Prüfpunkt', hint: 'Der ganze Text, wie er in der Datei steht: Name des Protokolls, Anzahl der Einträge, Wurzel.', check: 'Prüfen',
    unreadable: 'Das ist kein Prüfpunkt. Bitte fügen Sie den ganzen Text der Datei ein.', foreign: 'Dieser Prüfpunkt gehört zu einem anderen Protokoll.', continues: 'Das Protokoll setzt Ihren Prüfpunkt fort', continuesText: 'Alles, was Ihr Prüfpunkt festhält, steht unverändert am Anfang des heutigen Protokolls.',
    rewritten: 'Das Protokoll setzt Ihren Prüfpunkt nicht fort', rewrittenText: 'Was Ihr Prüfpunkt festhält, wurde verändert. Bewahren Sie den Prüfpunkt gut auf und wenden Sie sich an den Betrieb der Plattform.', shorter: (size: string) => `Ihr Prüfpunkt nennt ${size} Einträge. So viele hat das Protokoll nicht mehr.`,
    before: 'Ihr Prüfpunkt', now: 'Heute', entries: (size: string) => `${size} Einträge`, proof: 'Nachweis als JSON', own: 'Rechnen Sie selbst nach: Der Nachweis führt nach RFC 9162, Abschnitt 2.1.4.2, von Ihrer Wurzel zur heutigen.', back: 'Zum Protokoll',
  },
  en: {
    log: 'Audit log', title: 'Check a kept checkpoint', lead: 'Did you keep a checkpoint? Here you see whether the log of today begins with it.', field: 'Your checkpoint', hint: 'The whole text as it stands in the file: name of the log, number of entries, root.', check: 'Check',
    unreadable: 'This is no checkpoint. Please paste the whole text of the file.', foreign: 'This checkpoint belongs to another log.', continues: 'The log continues your checkpoint', continuesText: 'Everything that your checkpoint holds stands unchanged at the beginning of the log of today.',
    rewritten: 'The log does not continue your checkpoint', rewrittenText: 'What your checkpoint holds was changed. Keep the checkpoint safe and turn to the operators of the platform.', shorter: (size: string) => `Your checkpoint names ${size} entries. The log does not have as many any more.`,
    before: 'Your checkpoint', now: 'Today', entries: (size: string) => `${size} entries`, proof: 'Proof as JSON', own: 'Compute it yourself: by RFC 9162, section 2.1.4.2, the proof leads from your root to that of today.', back: 'To the log',
  },
});

/** What came of holding the checkpoint against the log. */
export type Outcome = { readonly kind: 'unreadable' | 'foreign' } | { readonly kind: 'shorter'; readonly size: number } | { readonly kind: 'continues' | 'rewritten'; readonly file: ConsistencyFile };

/** A checkpoint to paste, and whether the log continues it. */
export function consistencyView({ typed, outcome, links, csrf, locale }: { readonly typed: string; readonly outcome?: Outcome; readonly links: LogLinks; readonly csrf: string; readonly locale: Locale }): View {
  const t = texts(locale);
  const error = outcome?.kind === 'unreadable' ? t.unreadable : outcome?.kind === 'foreign' ? t.foreign : undefined;
  return {
    title: t.title, breadcrumbs: [{ label: t.log, href: links.href() }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${outcome === undefined ? '' : shownOutcome(outcome, locale)}
      ${section(form({ csrf, fields: textArea({ name: 'checkpoint', label: t.field, hint: t.hint, value: typed, rows: 6, maxlength: 4_000, error, locale }), buttons: html`${button({ label: t.check })}${linkButton({ label: t.back, href: links.href(), look: 'secondary' })}` }))}`,
  };
}

function shownOutcome(outcome: Outcome, locale: Locale): Html | '' {
  const t = texts(locale);
  switch (outcome.kind) {
    case 'unreadable':
    case 'foreign': return '';
    case 'shorter': return alert({ kind: 'danger', title: t.rewritten, body: t.shorter(formatNumber(outcome.size, locale)) });
    default: {
      const { file } = outcome;
      const isSound = outcome.kind === 'continues';
      return html`${alert({ kind: isSound ? 'success' : 'danger', title: isSound ? t.continues : t.rewritten, body: isSound ? t.continuesText : t.rewrittenText })}${descriptionList([
        { name: t.before, value: html`${t.entries(formatNumber(file.size1, locale))} ${code(file.root1)}` }, { name: t.now, value: html`${t.entries(formatNumber(file.size2, locale))} ${code(file.root2)}` },
      ], locale)}${paragraph(t.own)}${details({ summary: t.proof, body: code(JSON.stringify(file)) })}`;
    }
  }
}
