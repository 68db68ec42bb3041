import { alert, descriptionList, heading, html, list, paragraph, section, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { CountedDay } from '@allmende/procedure';
import { formatDate, type PlainDate } from '@allmende/time';
import { NEAR_WORKING_DAYS, type CaseDeadline, type WaitingDeadline } from '../../domain/case-deadlines.ts';
import type { NoticeService } from '../../domain/notice.ts';

const texts = translations({
  de: {
    title: 'Fristen', deemedTitle: (day: string) => `Entscheiden Sie bis zum ${day}`, deemedText: 'Danach gilt die Genehmigung als erteilt, auch wenn niemand entschieden hat (§ 42a VwVfG).', deemedLate: 'Die Genehmigung gilt seit dem Ablauf der Frist als erteilt (§ 42a VwVfG)', deemedLateText: (day: string) => `Die Frist ist am ${day} abgelaufen. Prüfen Sie, ob die Frist wirklich lief, und sprechen Sie mit Ihrer Leitung, bevor Sie noch etwas entscheiden.`,
    left: (days: number) => (days === 1 ? 'Noch 1 Arbeitstag.' : `Noch ${days} Arbeitstage.`), today: 'Das ist heute.', lateTitle: 'Eine Frist ist abgelaufen', nearTitle: 'Eine Frist läuft bald ab', was: (what: string, day: string) => `${what}: bis ${day}.`, waiting: 'Diese Frist beginnt, wenn der Antrag vollständig ist',
    or: (one: string, other: string) => `${one} oder ${other}`, served: 'Gilt als bekannt gegeben', remedyEnds: 'Rechtsbehelf möglich bis', objection: 'Widerspruch eingegangen', 'in-time': 'rechtzeitig', late: 'zu spät', doubt: 'nicht sicher rechtzeitig: gehen Sie davon aus, dass er rechtzeitig ist, bis Sie es geprüft haben', unknown: 'Frist nicht berechnet', source: (norm: string) => `Nach ${norm}.`,
  },
  en: {
    title: 'Deadlines', deemedTitle: (day: string) => `Decide by ${day}`, deemedText: 'After that the permit counts as given, even if nobody has decided (§ 42a VwVfG).', deemedLate: 'The permit has counted as given since the period ran out (§ 42a VwVfG)', deemedLateText: (day: string) => `The period ended on ${day}. Check whether it really ran, and talk to your head of office before you decide anything.`,
    left: (days: number) => (days === 1 ? '1 working day left.' : `${days} working days left.`), today: 'That is today.', lateTitle: 'A deadline has passed', nearTitle: 'A deadline is near', was: (what: string, day: string) => `${what}: by ${day}.`, waiting: 'This period begins when the application is complete',
    or: (one: string, other: string) => `${one} or ${other}`, served: 'Counts as served', remedyEnds: 'Remedy possible until', objection: 'Objection received', 'in-time': 'in time', late: 'too late', doubt: 'not certainly in time: treat it as in time until you have checked', unknown: 'period not worked out', source: (norm: string) => `By ${norm}.`,
  },
});

type Shown = { readonly deadlines: readonly (CaseDeadline & { readonly daysLeft: number })[]; readonly waitingDeadlines: readonly WaitingDeadline[] };

/** What has to be said about deadlines above everything else: a permit that would count as given, always and in words; other deadlines when they are near or past. */
export function deadlinePart({ deadlines, waitingDeadlines }: Shown, locale: Locale): Html {
  const t = texts(locale);
  const left = (days: number) => (days === 0 ? t.today : t.left(days));
  const alerts = deadlines.map((deadline) => {
    const day = dayOf(deadline.ends, locale);
    if (deadline.isDeemedApproval) {
      return deadline.daysLeft < 0
        ? alert({ kind: 'danger', title: t.deemedLate, body: t.deemedLateText(day) })
        : alert({ kind: deadline.daysLeft <= NEAR_WORKING_DAYS ? 'danger' : 'warning', title: t.deemedTitle(day), body: html`${paragraph(`${t.deemedText} ${left(deadline.daysLeft)}`)}${doubts(deadline.ends)}` });
    }
    if (deadline.daysLeft > NEAR_WORKING_DAYS) return html``;
    const what = t.was(deadline.label[locale] ?? deadline.label.de, day);
    return deadline.daysLeft < 0 ? alert({ kind: 'danger', title: t.lateTitle, body: what }) : alert({ kind: 'warning', title: t.nearTitle, body: `${what} ${left(deadline.daysLeft)}` });
  });
  const waiting = waitingDeadlines.filter(({ isDeemedApproval }) => isDeemedApproval).map(({ label, source }) => alert({ kind: 'info', title: t.waiting, body: html`${paragraph(`${label[locale] ?? label.de} (${source})`)}${paragraph(t.deemedText)}` }));
  return html`${alerts}${waiting}`;
}

/** All running deadlines with their paragraphs, beside the case. */
export function deadlineFacts({ deadlines }: Shown, locale: Locale): Html {
  const t = texts(locale);
  return section(html`${heading(t.title, 2)}${descriptionList(deadlines.map(({ label, ends, source }) => ({
    name: label[locale] ?? label.de, value: html`${dayOf(ends, locale)}${doubts(ends)}${paragraph(t.source(`${source}, ${ends.norm}`), 'small')}`,
  })), locale)}`);
}

/** When a notice counts as served, until when something can be done against it, and an objection that came. */
export function servedFacts({ served, objection }: NoticeService, locale: Locale): { name: string; value: Html | string }[] {
  const t = texts(locale);
  return [
    ...(served === undefined ? [] : [
      { name: t.served, value: html`${dayOf(served.on, locale)}${doubts(served.on)}${paragraph(t.source(served.on.norm), 'small')}` },
      { name: t.remedyEnds, value: html`${dayOf(served.remedyEnds, locale)}${doubts(served.remedyEnds)}${paragraph(t.source(served.remedyEnds.norm), 'small')}` },
    ]),
    ...(objection === undefined ? [] : [{ name: t.objection, value: `${formatDate(objection.receivedOn as PlainDate, locale)}, ${t[objection.inTime]}` }]),
  ];
}

function dayOf({ earliest, latest }: CountedDay, locale: Locale): string {
  const first = formatDate(earliest, locale);
  return earliest === latest ? first : texts(locale).or(first, formatDate(latest, locale));
}

// The reasons are facts of law on record, in German like the law.
function doubts(day: CountedDay): Html | '' {
  return day.doubts.length === 0 ? '' : html`<div lang="de">${list([...day.doubts])}</div>`;
}
