import { cents, formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import { GROUNDS, type ProvenGround } from './ground-for-award.ts';

/** A proof in German words, name by name, as documents and exports say it. */
export function proofDefinitions(ground: ProvenGround): readonly { readonly term: string; readonly description: string }[] {
  const name = GROUNDS.find((one) => one.kind === ground.kind)?.name.de ?? ground.kind;
  return [{ term: 'Vergabegrund', description: name }, ...own(ground), { term: 'Nachgewiesen am', description: formatDate(ground.provenOn) }];
}

function own(ground: ProvenGround): readonly { readonly term: string; readonly description: string }[] {
  if (ground.kind === 'in-house') {
    const { statutes, admission } = ground.proof;
    return [
      { term: 'Satzung', description: `${statutes.version} vom ${formatDate(statutes.dated)}, gültig ab ${formatDate(statutes.validFrom)}${statutes.label === null ? '' : ` (${statutes.label})`}` },
      { term: 'Aufnahme als Mitglied', description: `${admission.decision}, ${formatDate(admission.decidedOn)}` },
    ];
  }
  if (ground.kind === 'framework-call-off') {
    const { title, contractor, reference, concludedOn, validFrom, validUntil, leftCents, valueCents, source } = ground.proof;
    return [
      { term: 'Rahmenvereinbarung', description: `${title}, geschlossen am ${formatDate(concludedOn)} mit ${contractor}, gültig vom ${formatDate(validFrom)} bis zum ${formatDate(validUntil)}` }, { term: 'Bekanntmachung', description: `${reference} (${source})` },
      { term: 'Wert des Abrufs', description: `${formatEuro(valueCents)}${leftCents === null ? ', keine Höchstmenge bekannt gemacht' : ` von ${formatEuro(leftCents)}, die noch übrig waren`}` },
    ];
  }
  if (ground.kind === 'dynamic-purchasing-system') {
    const { system, call, contractor, awardedOn, validUntil, centsPerYear, record } = ground.proof;
    return [
      { term: 'Dynamisches Beschaffungssystem', description: `${system}, Aufruf ${call}` }, { term: 'Zuschlag', description: `${formatDate(awardedOn)} an ${contractor}, ${formatEuro(centsPerYear)} im Jahr, bindend bis zum ${formatDate(validUntil)}` },
      { term: 'Vergabevermerk', description: record },
    ];
  }
  const { valueCents, threshold, counted, land } = ground.proof;
  return [
    { term: 'Wertgrenze', description: `${formatEuro(cents(threshold.value))} (${threshold.basis}, Land ${land}, gültig ab ${formatDate(threshold.validFrom)}; ${threshold.source})` },
    { term: 'Geschätzter Wert', description: `${formatEuro(valueCents)} (${counted.basis}: höchstens ${counted.value} Monate)` },
  ];
}
