import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Wählen Sie eine volle Stunde.': 'Choose a full hour.',
});
