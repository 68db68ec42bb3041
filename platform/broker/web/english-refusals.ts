import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Eine Verbindung hat keine Parameter.': 'A binding has no parameters.',
  'Bitte nennen Sie den Marktplatz (2 bis 60 Zeichen).': 'Please name the marketplace (2 to 60 characters).',
  'Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 5.000, oder lassen Sie das Feld leer.': 'Please enter an amount in euros, for example 5.000, or leave the field empty.',
  'Für Ihre Behörde ist keine Vorschrift eingetragen. Bitte nennen Sie sie selbst, zum Beispiel „§ 38 der Kommunalverfassung“.': 'No provision is entered for your authority. Please name it yourself, for example “§ 38 der Kommunalverfassung”.',
  'Bitte begründen Sie Ihre Einschätzung (3 bis 500 Zeichen).': 'Please give reasons for your assessment (3 to 500 characters).',
  'Diese Instanz gehört zu einem anderen Dienst.': 'This instance belongs to another service.',
  'Diese Instanz hat einen anderen Plan.': 'This instance has another plan.',
  'Diesen Vorgang gibt es für diese Instanz nicht.': 'There is no such operation for this instance.',
  'Diesen Dienst gibt es im Katalog nicht.': 'The catalogue has no such service.',
  'Diesen Plan gibt es im Katalog nicht.': 'The catalogue has no such plan.',
  'Diese Angabe passt nicht: {}': 'This does not fit: {}',
  'Dieser Kopf besteht aus dem Namen der Plattform und einem JSON-Objekt in Base64.': 'This header consists of the name of the platform and a JSON object in Base64.',
  'Bitte senden Sie ein JSON-Objekt.': 'Please send a JSON object.',
  'Die Angabe „{}“ fehlt.': '“{}” is missing.',
  'Die Angabe „{}“ ist ein Text von 1 bis 200 Zeichen.': '“{}” is a text of 1 to 200 characters.',
  'Die Angabe „{}“ ist ein JSON-Objekt.': '“{}” is a JSON object.',
  'Der Name hat 1 bis 100 Zeichen.': 'The name has 1 to 100 characters.',
});
