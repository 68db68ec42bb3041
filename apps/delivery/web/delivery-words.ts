import { translations } from '@allmende/i18n';

/** Words that the pages of the office and the operator share. */
export const deliveryWords = translations({
  de: {
    waiting: 'Unterwegs', sent: 'Übergeben', delivered: 'Angekommen', failed: 'Nicht zustellbar', parcel: 'Sendung', service: 'Leistung', received: 'Eingegangen', target: 'Ziel', attempts: 'Versuche', state: 'Stand', median: 'Dauer (Median)',
    accepted: 'Zur Zustellung angenommen', retried: 'Noch einmal losgeschickt', redirected: 'Umgeleitet', refused: 'Vom Ziel abgelehnt', progressed: 'Stand vom Ziel gemeldet', heard: 'Vom Ziel gemeldet', tried: 'Versuch ohne Erfolg', gaveUp: 'Aufgegeben',
    evidenceSent: 'Nachgereichte Unterlage dem Ziel übergeben', evidenceDelivered: 'Nachgereichte Unterlage angekommen', evidenceRefused: 'Nachgereichte Unterlage vom Ziel abgelehnt', evidenceTried: 'Nachgereichte Unterlage: Versuch ohne Erfolg', evidenceRetried: 'Nachgereichte Unterlage noch einmal losgeschickt', evidenceAgain: 'Nachgereichte Unterlagen noch einmal senden', evidenceStuck: 'Das Ziel hat nachgereichte Unterlagen nicht angenommen', evidenceStuckText: 'Der Antrag selbst ist angekommen. Den Grund lesen Sie im Verlauf. Klären Sie ihn mit dem Fachverfahren, und senden Sie dann noch einmal.', evidenceSentAgain: 'Die nachgereichten Unterlagen gehen jetzt noch einmal hinaus.',
    handedOver: 'Dem Ziel übergeben', arrived: 'Angekommen', signatureRight: 'Unterschrift geprüft und richtig', signatureWrong: 'Unterschrift stimmt nicht', key: 'Schlüssel', again: 'Noch einmal zustellen', to: 'Wohin?', sameWay: 'an dasselbe Ziel', noMedian: 'noch keine',
    'in-progress': 'in Bearbeitung', submitted: 'eingegangen', decided: 'entschieden', erased: 'Akte gelöscht', onHold: 'wartet auf Sie oder andere', number: 'Kennung', receipt: 'Kennung beim Ziel', history: 'Verlauf', none: 'Hier ist keine Sendung.', filters: 'Filter', sentAgain: 'Die Sendung geht jetzt noch einmal hinaus.',
    figures: 'So läuft es je Ziel', parcels: 'Sendungen, neueste zuerst', details: 'Ansehen', action: 'Aktion', problem: 'Grund',
  },
  en: {
    waiting: 'On the way', sent: 'Handed over', delivered: 'Arrived', failed: 'Undeliverable', parcel: 'Parcel', service: 'Service', received: 'Received', target: 'Target', attempts: 'Tries', state: 'State', median: 'Time taken (median)',
    accepted: 'Accepted for delivery', retried: 'Sent once more', redirected: 'Sent elsewhere', refused: 'Refused by the target', progressed: 'State reported by the target', heard: 'Reported by the target', tried: 'Try without success', gaveUp: 'Given up',
    evidenceSent: 'Late document handed over to the target', evidenceDelivered: 'Late document has arrived', evidenceRefused: 'Late document refused by the target', evidenceTried: 'Late document: try without success', evidenceRetried: 'Late document sent once more', evidenceAgain: 'Send late documents again', evidenceStuck: 'The target has not accepted late documents', evidenceStuckText: 'The application itself has arrived. The history says why. Clear it up with whoever runs the specialist system, then send again.', evidenceSentAgain: 'The late documents are on their way again.',
    handedOver: 'Handed over to the target', arrived: 'Arrived', signatureRight: 'Signature checked and right', signatureWrong: 'Signature is wrong', key: 'Key', again: 'Deliver again', to: 'Where to?', sameWay: 'to the same target', noMedian: 'none yet',
    'in-progress': 'in progress', submitted: 'received', decided: 'decided', erased: 'file deleted', onHold: 'waiting for you or others', number: 'Id', receipt: 'Id at the target', history: 'History', none: 'There is no parcel here.', filters: 'Filter', sentAgain: 'The parcel is on its way again.',
    figures: 'How it goes by target', parcels: 'Parcels, newest first', details: 'Look at it', action: 'Action', problem: 'Reason',
  },
});

/** `1,2 s`, `3 min`, `2 h`: a time that something took, for people. */
export function durationWords(milliseconds: number, locale: 'de' | 'en'): string {
  const number = (value: number, digits: number) => new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: digits }).format(value);
  if (milliseconds < 60_000) return `${number(milliseconds / 1000, 1)} s`;
  if (milliseconds < 3_600_000) return `${number(milliseconds / 60_000, 0)} min`;
  return `${number(milliseconds / 3_600_000, 1)} h`;
}
