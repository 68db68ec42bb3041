import { declareEnglish } from '@allmende/i18n';

declareEnglish({
  'Die Anmeldung Ihrer Behörde antwortet gerade nicht so, wie sie soll. Bitte versuchen Sie es später noch einmal, oder melden Sie sich mit Ihrem Passwort an.': 'The sign-in of your authority does not answer as it should right now. Please try again later, or sign in with your password.',
  'Die Anmeldung Ihrer Behörde hat nicht bestätigt, dass Sie sich gerade neu angemeldet haben. Bitte versuchen Sie es noch einmal, oder bestätigen Sie mit Passkey oder Passwort.': 'The sign-in of your authority did not confirm that you have just signed in anew. Please try again, or confirm with passkey or password.',
  'Bei Ihrer Behörde hat sich ein anderes Konto angemeldet als hier. Bitte melden Sie sich dort mit Ihrem eigenen an.': 'Another account has signed in at your authority than here. Please sign in there with your own.',
  'Sie sind bei Ihrer Behörde angemeldet, aber keine Ihrer Gruppen gibt Ihnen hier eine Aufgabe. Bitte wenden Sie sich an die oder den Digitalbeauftragten.': 'You are signed in at your authority, but none of your groups gives you a task here. Please contact the digital officer.',
  'Bitte geben Sie den Aussteller (Issuer) Ihres Dienstes als https-Adresse ein, zum Beispiel https://anmeldung.stadt.example/realms/stadt.': 'Please enter the issuer of your service as an https address, for example https://anmeldung.stadt.example/realms/stadt.',
  'Bitte geben Sie die Client-ID ein, die Ihr Dienst für Allmende vergeben hat.': 'Please enter the client ID that your service has given to Allmende.',
  'Bitte geben Sie das Client-Geheimnis ein.': 'Please enter the client secret.',
  'Der Name der Angabe mit den Gruppen darf höchstens 100 Zeichen haben.': 'The name of the claim with the groups can have at most 100 characters.',
  'Zeile {}: Bitte schreiben Sie „Gruppe = Rolle“ mit einer der Rollen, die unter dem Feld stehen.': 'Line {}: please write “group = role” with one of the roles that are listed below the field.',
  'Es sind höchstens {} Zeilen möglich.': 'At most {} lines are possible.',
  'Ihre Behörde bietet die Leistung „{}“ nicht an. Bitte nehmen Sie eine von denen, die unter dem Feld stehen.': 'Your authority does not offer the service “{}”. Please take one of those that are listed below the field.',
  'Ohne eine Gruppe, die eine Rolle gibt, könnte sich niemand anmelden.': 'Without a group that gives a role nobody could sign in.',
  'Bitte schreiben Sie die Werte so, wie Ihr Dienst sie nennt, mit Leerzeichen dazwischen und höchstens 300 Zeichen.': 'Please write the values as your service names them, with spaces between them and at most 300 characters.',
});
