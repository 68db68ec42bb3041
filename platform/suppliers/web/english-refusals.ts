import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Über diesen Anbieter ist schon entschieden. Bitte laden Sie die Seite neu.': 'This supplier has been decided on already. Please reload the page.',
  'Bitte geben Sie die Adresse Ihrer Website an. Sie beginnt mit https://.': 'Please enter the address of your website. It begins with https://.',
  'Bitte geben Sie eine E-Mail-Adresse in der Form name@firma.de an.': 'Please enter an e-mail address in the form name@firma.de.',
  'Bitte geben Sie den Grund an (3 bis 1.000 Zeichen).': 'Please give the reason (3 to 1,000 characters).',
  'Bitte geben Sie den Namen Ihrer Organisation an (2 bis 150 Zeichen).': 'Please enter the name of your organisation (2 to 150 characters).',
  'Bitte geben Sie den Ort des Sitzes an.': 'Please enter the place of the registered office.',
  'Bitte geben Sie Register und Nummer an, zum Beispiel „Amtsgericht Musterstadt, HRB 12345“, oder die Behörde.': 'Please enter register and number, for example “Amtsgericht Musterstadt, HRB 12345”, or the authority.',
  'Bitte geben Sie Ihren Namen an.': 'Please enter your name.',
  'Die Telefonnummer darf höchstens 40 Zeichen haben.': 'The telephone number can have at most 40 characters.',
  'Die Nachricht darf höchstens 2.000 Zeichen haben.': 'The message can have at most 2,000 characters.',
});
