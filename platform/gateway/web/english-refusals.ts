import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Das Ende muss in der Zukunft liegen.': 'The end must be in the future.',
  'Das ist keine Domain, die Sie mitbringen können. Beispiel: wiki.stadt.example': 'This is not a domain that you can bring. Example: wiki.stadt.example',
  'Sie haben keinen Zugang zu dieser Anwendung.': 'You have no access to this app.',
  'Zugang erhält nur, wer für diese Behörde arbeitet.': 'Access is only for those who work for this authority.',
  'Diese Domain ist schon vergeben.': 'This domain is taken already.',
  'Diese Anwendung läuft in der Plattform und hat keine eigene Adresse.': 'This app runs inside the platform and has no address of its own.',
});
