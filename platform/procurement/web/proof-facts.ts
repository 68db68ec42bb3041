import type { Fact } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate } from '@allmende/time';
import type { ProvenGround } from '../domain/ground-for-award.ts';

const texts = translations({
  de: { ground: 'Vergabegrund', inHouse: 'Inhouse-Vergabe (§ 108 GWB)', statutes: 'Satzung', of: 'vom', valid: 'gültig ab', until: 'bis', admission: 'Aufnahme als Mitglied', proven: 'Nachgewiesen am' },
  en: { ground: 'Ground for award', inHouse: 'In-house award (§ 108 GWB)', statutes: 'Statutes', of: 'of', valid: 'valid from', until: 'until', admission: 'Admission as a member', proven: 'Proven on' },
});

/** The frozen proof of a ground for award, as names and values. */
export function proofFacts(ground: ProvenGround, locale: Locale): readonly Fact[] {
  const t = texts(locale);
  const { statutes, admission } = ground.proof;
  return [
    { name: t.ground, value: t.inHouse },
    { name: t.statutes, value: `${statutes.version}, ${t.of} ${formatDate(statutes.dated, locale)}, ${t.valid} ${formatDate(statutes.validFrom, locale)}${statutes.validUntil === null ? '' : ` ${t.until} ${formatDate(statutes.validUntil, locale)}`}${statutes.label === null ? '' : ` (${statutes.label})`}` },
    { name: t.admission, value: `${admission.decision}, ${formatDate(admission.decidedOn, locale)}` }, { name: t.proven, value: formatDate(ground.provenOn, locale) },
  ];
}
