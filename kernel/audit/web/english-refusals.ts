import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Das Protokoll hat noch keinen Eintrag mit einem Platz.': 'The log has no entry with a place yet.',
  'Bitte nennen Sie eine Zahl von 1 bis {}: So viele Einträge hat das Protokoll.': 'Please name a number from 1 to {}: that is how many entries the log has.',
  'Der Eintrag hat noch keinen Platz im Protokoll. Bitte versuchen Sie es in einer Sekunde noch einmal.': 'The entry has no place in the log yet. Please try again in a second.',
});
