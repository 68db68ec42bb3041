import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Bitte kürzen Sie auf höchstens {} Zeichen.': 'Please shorten this to at most {} characters.',
  'Geben Sie eine E-Mail-Adresse an, zum Beispiel rathaus@example.org.': 'Enter an e-mail address, for example rathaus@example.org.',
  'Geben Sie eine Telefonnummer mit Vorwahl an.': 'Enter a telephone number with its area code.',
});
