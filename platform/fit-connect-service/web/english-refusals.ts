import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Bitte nennen Sie das Programm (2 bis 100 Zeichen).': 'Please name the program (2 to 100 characters).',
  'Bitte nennen Sie mindestens einen Scope, zum Beispiel send:region:DE.': 'Please name at least one scope, for example send:region:DE.',
  '„{}“ ist kein Scope von FIT-Connect. Möglich sind send:region:DE08, send:region:DE08+send:service:urn:…, subscribe:destination:<id>, manage:destination:<id> und create:destination.': '“{}” is no scope of FIT-Connect. Possible are send:region:DE08, send:region:DE08+send:service:urn:…, subscribe:destination:<id>, manage:destination:<id> and create:destination.',
  'Das ist kein Zustellpunkt nach der Beschreibung der Submission API 1.1.3 (CreateDestination). ': 'This is no destination according to the description of the Submission API 1.1.3 (CreateDestination).',
  'Das ist kein Zustellpunkt nach der Beschreibung der Submission API 1.1.3 (CreateDestination). An der Stelle „{}“: {}': 'This is no destination according to the description of the Submission API 1.1.3 (CreateDestination). At “{}”: {}',
});
