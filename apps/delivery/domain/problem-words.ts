import type { LocalText } from './parcel-content.ts';

const WORDS: Readonly<Record<string, LocalText>> = {
  'delivery/no-target': { de: 'Das Ziel ist auf dieser Plattform nicht angeschlossen. Wählen Sie ein anderes.', en: 'The target is not connected to this platform. Choose another one.' },
  'delivery/destination-gone': { de: 'Das Ziel wurde entfernt. Wählen Sie ein anderes.', en: 'The target was removed. Choose another one.' },
  'delivery/evidence-still-checked': { de: 'Eine Anlage wird noch geprüft. Es geht von selbst weiter.', en: 'An attachment is still being checked. It goes on by itself.' },
  'delivery/target-unreachable': { de: 'Das Ziel ist nicht erreichbar. Prüfen Sie die Adresse und ob das Fachverfahren läuft.', en: 'The target cannot be reached. Check the address and whether the specialist system runs.' },
  'delivery/target-fault': { de: 'Das Ziel meldet eine Störung. Fragen Sie, wer das Fachverfahren betreibt.', en: 'The target reports a fault. Ask whoever runs the specialist system.' },
  'delivery/target-refused': { de: 'Das Ziel nimmt die Sendung nicht an. Prüfen Sie Zugangsdaten und Adresse, und sehen Sie im Protokoll des Fachverfahrens nach.', en: 'The target does not accept it. Check credentials and address, and look into the log of the specialist system.' },
  'delivery/address-forbidden': { de: 'Die Adresse führt in ein internes Netz oder ist nicht verschlüsselt. Ändern Sie das Ziel.', en: 'The address leads into an internal network or is not encrypted. Change the target.' },
  'delivery/cannot-translate': { de: 'Für diesen Antrag gibt es in diesem Format keine Nachricht. Wählen Sie ein anderes Ziel.', en: 'There is no message for this application in this format. Choose another target.' },
  'delivery/not-set-up': { de: 'Der Betrieb hat diesen Weg noch nicht eingerichtet. Bitten Sie ihn darum, oder wählen Sie ein anderes Ziel.', en: 'The operator has not set up this way yet. Ask for it, or choose another target.' },
  'delivery/no-confirmation': { de: 'Es ist unterwegs, aber das Ziel hat den Eingang noch nicht bestätigt. Sehen Sie in einigen Minuten noch einmal nach.', en: 'It is on its way, but the target has not confirmed its arrival yet. Look again in a few minutes.' },
  'delivery/destination-unfit': { de: 'Der Zustellpunkt nimmt diesen Antrag nicht. Prüfen Sie, ob er aktiv ist und ob Leistung, Gemeinde und Fachdatenschema dort eingetragen sind.', en: 'The destination does not take this application. Check whether it is active and lists service, municipality and data schema.' },
  'delivery/key-untrusted': { de: 'Der Schlüssel des Zustellpunkts ist nicht vertrauenswürdig. Es wurde nichts gesendet. Fragen Sie, wer das Fachverfahren betreibt.', en: 'The key of the destination cannot be trusted. Nothing was sent. Ask whoever runs the specialist system.' },
  'delivery/events-untrusted': { de: 'Das Ereignisprotokoll des Zustelldienstes passt nicht zu dem, was gesendet wurde. Fragen Sie, wer den Zustelldienst betreibt.', en: 'The event log of the delivery service does not fit what was sent. Ask whoever runs the delivery service.' },
  'delivery/no-route': { de: 'Es wurde kein eindeutiger Zustellpunkt gefunden. Tragen Sie seine ID beim Ziel ein.', en: 'No single destination was found. Enter its id at the target.' },
  'delivery/no-schema': { de: 'Für die Leistung ist kein Fachdatenschema veröffentlicht.', en: 'No data schema is published for the service.' },
  'delivery/no-verdict': { de: 'Der Zustellpunkt hat in 16 Tagen nicht geantwortet. Fragen Sie, wer das Fachverfahren betreibt, und stellen Sie noch einmal zu.', en: 'The destination has not answered within 16 days. Ask whoever runs the specialist system, and deliver again.' },
  'cases/not-running': { de: 'Die Anwendung „Fälle“ läuft bei Ihrer Behörde nicht. Bestellen Sie sie im Store, oder wählen Sie ein anderes Ziel.', en: 'The app “Cases” does not run at your authority. Order it in the store, or choose another target.' },
};

/** What a code of a failure means and what to do; a code of a target's own is named as it is, with words around it. */
export function problemWords(code: string): LocalText {
  return WORDS[code] ?? { de: `Das Ziel nennt als Grund „${code}“. Fragen Sie, wer es betreibt.`, en: `The target gives “${code}” as the reason. Ask whoever runs it.` };
}
