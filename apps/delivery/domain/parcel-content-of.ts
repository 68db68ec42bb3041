import type { CaseGuide, SentApplication } from '@allmende/online-services';
import type { ParcelCompleteness, ParcelContent, Summary } from './parcel-content.ts';

/** Translates an application of our own online services into what any system is given. */
export function parcelContentOf(sent: SentApplication, guide: CaseGuide, placeName: string, completeness: ParcelCompleteness): ParcelContent {
  const text = (id: string) => { const value = sent.answers[id]; return typeof value === 'string' ? value : ''; };
  const parameter = (id: string) => { const value = guide.parameters[id]; return value === undefined ? undefined : String(value); };
  const firstDueDays = guide.parameters['payment.firstDueDays'];
  const clearName = ['applicant.givenName', 'applicant.familyName'].flatMap((id) => { const value = guide.clearFields[id]; return typeof value === 'string' ? [value] : []; }).join(' ');
  return {
    submission: sent.id,
    reference: sent.reference,
    service: { id: sent.service.id, ...(guide.leistungsschluessel === undefined ? {} : { leistungsschluessel: guide.leistungsschluessel }), version: sent.service.version, packageHash: sent.packageHash, overlayHash: sent.overlayHash, name: guide.names, regime: guide.regime, secrecy: guide.secrecy },
    placeArs: sent.placeArs,
    placeName,
    submittedAt: sent.submittedAt.toISOString(),
    language: sent.language,
    answers: sent.answers,
    ...(sent.rows ? { rows: sent.rows } : {}),
    results: sent.results,
    summary: { ...Object.fromEntries(Object.entries(guide.summaries).map(([language, summary]) => [language, summaryOf(summary)])), de: summaryOf(guide.summaries.de) },
    recipient: [
      `${text('applicant.givenName')} ${text('applicant.familyName')}`, `${text('address.street')} ${text('address.houseNumber')}`, `${text('address.postcode')} ${text('address.town')}`,
    ].map((line) => line.trim()).filter((line) => line !== ''),
    clearName: clearName === '' ? undefined : clearName,
    missingEvidence: guide.missingEvidence,
    completeness,
    decisions: guide.decisions.map(({ id, names, setsAmount, amount, setsFirstAmount, firstAmount, startsOn, blocks, bound, refusal }) => ({
      id, label: names, setsAmount, amountCents: numberOf(amount), setsFirstAmount, firstAmountCents: numberOf(firstAmount), startsOn: typeof startsOn === 'string' ? startsOn : undefined, blocks, ...(bound === undefined ? {} : { bound }), ...(refusal === undefined ? {} : { refusal }),
    })),
    remedy: guide.remedy,
    ...(guide.deadlines.length === 0 ? {} : { deadlines: guide.deadlines }),
    ...(guide.retention === undefined ? {} : { retention: guide.retention }),
    ...(guide.fees.length === 0 ? {} : { fees: guide.fees }),
    ...(sent.entry === undefined ? {} : { entry: { channel: sent.entry.channel, by: sent.entry.by } }),
    facts: guide.facts,
    office: { name: parameter('contact.office'), address: parameter('contact.address'), telephone: parameter('contact.telephone'), email: parameter('contact.email') },
    hasExampleValues: guide.hasExampleValues,
    firstDueDays: numberOf(firstDueDays),
  };
}

function summaryOf(summary: CaseGuide['summaries']['de']): Summary {
  return { pages: summary.pages.map(({ title, rows, row }) => ({ title, rows: rows.map(({ label, value, field }) => ({ label, value, field })), ...(row === undefined ? {} : { row }) })), results: summary.results.map(({ label, value }) => ({ label, value })) };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
