import type { Fact } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { cents, formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import { GROUNDS, type ProvenGround } from '../domain/ground-for-award.ts';

const texts = translations({
  de: {
    ground: 'Vergabegrund', statutes: 'Satzung', of: 'vom', valid: 'gültig ab', until: 'bis', admission: 'Aufnahme als Mitglied', proven: 'Nachgewiesen am', framework: 'Rahmenvereinbarung', contractor: 'Auftragnehmerin', notice: 'Bekanntmachung', value: 'Geschätzter Wert', left: (sum: string) => `von ${sum}, die übrig waren`,
    system: 'Beschaffungssystem', call: 'Aufruf', awarded: 'Zuschlag', binding: 'bindend bis', record: 'Vergabevermerk', threshold: 'Wertgrenze', counted: (basis: string, months: number) => `${basis}, höchstens ${months} Monate gezählt`, source: 'Quelle',
  },
  en: {
    ground: 'Ground for award', statutes: 'Statutes', of: 'of', valid: 'valid from', until: 'until', admission: 'Admission as a member', proven: 'Proven on', framework: 'Framework agreement', contractor: 'Contractor', notice: 'Notice', value: 'Estimated value', left: (sum: string) => `of ${sum} that were left`,
    system: 'Purchasing system', call: 'Call', awarded: 'Award', binding: 'binding until', record: 'Record of award', threshold: 'Threshold', counted: (basis: string, months: number) => `${basis}, at most ${months} months counted`, source: 'Source',
  },
});

/** The frozen proof of a ground for award, as names and values. */
export function proofFacts(ground: ProvenGround, locale: Locale): readonly Fact[] {
  const t = texts(locale);
  return [{ name: t.ground, value: GROUNDS.find(({ kind }) => kind === ground.kind)?.name[locale] ?? ground.kind }, ...ownFacts(ground, locale), { name: t.proven, value: formatDate(ground.provenOn, locale) }];
}

function ownFacts(ground: ProvenGround, locale: Locale): readonly Fact[] {
  const t = texts(locale);
  if (ground.kind === 'in-house') {
    const { statutes, admission } = ground.proof;
    return [
      { name: t.statutes, value: `${statutes.version}, ${t.of} ${formatDate(statutes.dated, locale)}, ${t.valid} ${formatDate(statutes.validFrom, locale)}${statutes.validUntil === null ? '' : ` ${t.until} ${formatDate(statutes.validUntil, locale)}`}${statutes.label === null ? '' : ` (${statutes.label})`}` },
      { name: t.admission, value: `${admission.decision}, ${formatDate(admission.decidedOn, locale)}` },
    ];
  }
  if (ground.kind === 'framework-call-off') {
    const { title, contractor, reference, validFrom, validUntil, valueCents, leftCents, source } = ground.proof;
    return [
      { name: t.framework, value: `${title}, ${t.valid} ${formatDate(validFrom, locale)} ${t.until} ${formatDate(validUntil, locale)}` }, { name: t.contractor, value: contractor }, { name: t.notice, value: `${reference} (${source})` },
      { name: t.value, value: `${formatEuro(valueCents, locale)}${leftCents === null ? '' : ` ${t.left(formatEuro(leftCents, locale))}`}` },
    ];
  }
  if (ground.kind === 'dynamic-purchasing-system') {
    const { system, call, contractor, awardedOn, validUntil, centsPerYear, record } = ground.proof;
    return [{ name: t.system, value: system }, { name: t.call, value: call }, { name: t.awarded, value: `${contractor}, ${formatDate(awardedOn, locale)}, ${formatEuro(centsPerYear, locale)}, ${t.binding} ${formatDate(validUntil, locale)}` }, { name: t.record, value: record }];
  }
  const { valueCents, threshold, counted } = ground.proof;
  return [
    { name: t.threshold, value: `${formatEuro(cents(threshold.value), locale)}, ${threshold.basis}, ${t.valid} ${formatDate(threshold.validFrom, locale)}` }, { name: t.source, value: threshold.source },
    { name: t.value, value: `${formatEuro(valueCents, locale)} (${t.counted(counted.basis, counted.value)})` },
  ];
}
