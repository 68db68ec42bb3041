import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Schreiben Sie kurz, warum. Höchstens 300 Zeichen.': 'Write briefly why. At most 300 characters.',
  'Diese Bescheinigung wurde schon zehnmal geholt. Wenden Sie sich bitte an die Behörde.': 'This credential has been fetched ten times already. Please contact the authority.',
  'Wählen Sie aus, was gelten soll.': 'Choose what should hold.',
  'Die Vertrauensliste hat nicht die erwartete Form: {}': 'The trust list does not have the expected form: {}',
  '„{}“ ist ein Herausgeber für Tests. Im Betrieb darf er nicht auf der Vertrauensliste stehen.': '“{}” is an issuer for tests. In operation it must not be on the trust list.',
  'Die Adressen der Statuslisten von „{}“ müssen mit https beginnen.': 'The addresses of the status lists of “{}” must begin with https.',
});
