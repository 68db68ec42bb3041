import { translations } from '@allmende/i18n';

/** What a page says about sealing, opening and keys, code by code of `SealingProblem`. */
export const sealingWords = translations({
  de: {
    problems: (): Readonly<Record<string, string>> => ({
      'weak-passphrase': 'Die Passphrase braucht mindestens 12 Zeichen.', 'wrong-passphrase': 'Die Passphrase stimmt nicht, oder die beiden Eingaben sind verschieden.', unreadable: 'Das ist nicht die erwartete Datei.', 'bad-key': 'Dieser Schlüssel ist nicht brauchbar.',
      'bad-field': 'Bitte prüfen Sie:', 'bad-threshold': 'Die Angaben der Plattform passen nicht zusammen. Bitte laden Sie die Seite neu.', 'not-for-this-key': 'Dieser Schlüssel gehört nicht zu den Angeboten. Bitte wählen Sie die Schlüsseldatei, die Sie vor der Aufforderung erzeugt haben.',
      'share-damaged': 'Ein Anteil ist beschädigt. Bitte melden Sie sich beim Betrieb der Plattform.',
    }),
    without: 'Dieser Schritt läuft auf Ihrem Gerät und braucht JavaScript. Ohne JavaScript nutzen Sie das Programm tools/seal und wählen unten die Datei, die es schreibt.',
    passphrase: 'Passphrase', keyFile: 'Ihre Schlüsseldatei',
  },
  en: {
    problems: (): Readonly<Record<string, string>> => ({
      'weak-passphrase': 'The passphrase needs at least 12 characters.', 'wrong-passphrase': 'The passphrase is wrong, or the two entries differ.', unreadable: 'This is not the expected file.', 'bad-key': 'This key cannot be used.',
      'bad-field': 'Please check:', 'bad-threshold': 'What the platform states does not fit together. Please reload the page.', 'not-for-this-key': 'This key does not belong to the offers. Please choose the key file that you made before the call.',
      'share-damaged': 'A share is damaged. Please contact the operator of the platform.',
    }),
    without: 'This step runs on your device and needs JavaScript. Without JavaScript use the program tools/seal and choose below the file that it writes.',
    passphrase: 'Passphrase', keyFile: 'Your key file',
  },
});
