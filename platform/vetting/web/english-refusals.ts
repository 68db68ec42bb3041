import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Bitte geben Sie den Grund an (3 bis 2.000 Zeichen).': 'Please give the reason (3 to 2,000 characters).',
  'Wählen Sie eine publiccode.yml aus, oder fügen Sie ihren Inhalt ein.': 'Choose a publiccode.yml, or paste its content.',
  'Die Datei ist nicht lesbar (Zeile {}): {}': 'The file cannot be read (line {}): {}',
  'Wählen Sie die Stückliste aus.': 'Choose the bill of materials.',
  'Die Stückliste darf höchstens 20 MB haben.': 'The bill of materials can have at most 20 MB.',
  'In der Datei steht kein lesbarer Eintrag im Format OSV. Wählen Sie eine JSON-Datei, wie osv.dev sie bereitstellt.': 'The file contains no readable entry in the format OSV. Choose a JSON file as osv.dev provides it.',
  'Die Datei darf höchstens 50 MB haben. Teilen Sie sie auf.': 'The file can have at most 50 MB. Please split it.',
  'Bitte schreiben Sie einen Text mit höchstens 4.000 Zeichen.': 'Please write a text of at most 4,000 characters.',
  'Das ist beim jetzigen Stand der Lösung nicht möglich. Bitte laden Sie die Seite neu.': 'This is not possible in the present state of the solution. Please reload the page.',
  'Die Lösung hat Stufe {}. Für den Store braucht sie mindestens Stufe {}.': 'The solution has level {}. For the store it needs at least level {}.',
  'Eine Lösung mit diesem Repository ist schon in der Prüfung. Wenn es Ihre ist, öffnen Sie den vorhandenen Eintrag.': 'A solution with this repository is being checked already. If it is yours, open the existing entry.',
  'Freigegeben wurde eine andere Fassung als diese. Bitte laden Sie die Seite neu.': 'Another version than this one was approved. Please reload the page.',
  'Schicken Sie ein PDF mit höchstens 20 MB.': 'Send a PDF of at most 20 MB.',
  'Schicken Sie eine Datei mit höchstens 50 MB.': 'Send a file of at most 50 MB.',
  'Wählen Sie eine Datei aus.': 'Choose a file.',
  'Die Datei darf höchstens 20 MB haben.': 'The file can have at most 20 MB.',
  'Wählen Sie das Dokument als PDF aus.': 'Choose the document as a PDF.',
  'Die Datei darf höchstens 1 MiB haben.': 'The file can have at most 1 MiB.',
});
