import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Das trifft auf mehrere zu. Bitte geben Sie eine dieser Adressen an: {}.': 'This fits several. Please enter one of these addresses: {}.',
  'Bitte wählen Sie eine Gemeinde aus dem Verzeichnis.': 'Please choose a municipality from the directory.',
  'Bitte wählen Sie eine Behörde aus dem Verzeichnis.': 'Please choose an authority from the directory.',
  '{} (3 bis 500 Zeichen).': '{} (3 to 500 characters).',
  'Bitte wählen Sie eine Leistung.': 'Please choose a service.',
  'Für alle Leistungen zugleich gilt ein Eintrag nur bei Aufgaben der Gemeinden.': 'An entry for all services at once is possible only for tasks of the municipalities.',
  'Der erste Tag darf nicht in der Vergangenheit liegen.': 'The first day must not be in the past.',
  'Der letzte Tag liegt vor dem ersten.': 'The last day is before the first.',
  'Bitte nennen Sie den Grund, zum Beispiel die Vereinbarung oder den Beschluss': 'Please give the reason, for example the agreement or the resolution',
  'Der Gebietsstand {} ist älter als der vorhandene ({}).': 'The state of the territory of {} is older than the present one ({}).',
  'Ihre Behörde ist für diesen Ort und diese Leistung nicht zuständig. Bitte wenden Sie sich an den Betreiber.': 'Your authority is not competent for this place and this service. Please contact the operator.',
  'Bitte wählen Sie, wer die Leistung üblicherweise erbringt.': 'Please choose who usually provides the service.',
  'Diese Gemeinde steht nicht im Verzeichnis. Bitte geben Sie Name, Adresse oder Gemeindeschlüssel an.': 'This municipality is not in the directory. Please enter name, address or key of the municipality.',
  'Diese Behörde steht nicht im Verzeichnis. Bitte geben Sie ihren Namen oder ihre Adresse an, zum Beispiel amt-guestrow-land.': 'This authority is not in the directory. Please enter its name or its address, for example amt-guestrow-land.',
  'Bitte nennen Sie die Quelle, zum Beispiel das Gesetz über die Neugliederung': 'Please name the source, for example the act on the reorganisation',
  '{} besteht weiter und braucht keine Nachfolgerin.': '{} still exists and needs no successor.',
  '{} ist heute keine Gemeinde und kann nicht Nachfolgerin sein.': '{} is no municipality today and cannot be a successor.',
});
