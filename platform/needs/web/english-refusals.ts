import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Zu diesem Bedarf ist schon etwas bestellt und vereinbart.': 'Something has been ordered and agreed for this need already.',
  'Dieser Bedarf wurde zurückgezogen.': 'This need was withdrawn.',
  'Bitte sagen Sie in 3 bis 150 Zeichen, wofür Sie etwas brauchen.': 'Please say in 3 to 150 characters what you need something for.',
  'Die Beschreibung darf höchstens 2.000 Zeichen haben.': 'The description can have at most 2,000 characters.',
  'Bitte wählen Sie ein Themengebiet aus der Liste.': 'Please choose a subject area from the list.',
  'Bitte geben Sie die Fälle im Jahr als ganze Zahl an, oder lassen Sie das Feld leer.': 'Please enter the cases per year as a whole number, or leave the field empty.',
  'Diesen Tag gibt es nicht.': 'There is no such day.',
});
