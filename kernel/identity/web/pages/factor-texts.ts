import { translations } from '@allmende/i18n';

/** Texts of the pages about the own second factors. */
export const factorTexts = translations({
  de: {
    title: 'Anmeldung und Sicherheit', account: 'Mein Konto', lead: 'Womit Sie zeigen, dass Sie es sind.', must: 'Bitte richten Sie einen zweiten Faktor ein', mustBody: 'Bis dahin ist sonst nichts geöffnet. Am einfachsten ist ein Passkey.',
    passkeys: 'Passkeys', passkeysHint: 'Ein Passkey liegt auf Ihrem Gerät oder Sicherheitsschlüssel und wird mit Fingerabdruck, Gesicht oder PIN freigegeben. Er ersetzt Passwort und Code. Richten Sie am besten zwei ein.', name: 'Name des Passkeys', nameHint: 'Zum Beispiel Diensthandy',
    noPasskeys: 'Sie haben noch keinen Passkey.', added: 'Eingerichtet am', used: 'Zuletzt benutzt', never: 'noch nie', actions: 'Aktionen', remove: 'Entfernen', addPasskey: 'Passkey hinzufügen',
    app: 'Codes aus einer App', appHint: 'Eine App auf dem Telefon zeigt alle 30 Sekunden einen neuen Code. Sie geben ihn zusätzlich zum Passwort ein.', appSince: (day: string) => `Eingerichtet am ${day}.`, beginApp: 'App einrichten', removeApp: 'App entfernen',
    codes: 'Wiederherstellungscodes', codesHint: 'Für den Fall, dass Passkey und App nicht zur Hand sind. Jeder Code gilt einmal.', codesLeft: (left: number) => `Übrig: ${left}`, makeCodes: 'Neue Codes erstellen', noCodes: 'Sie haben keine Wiederherstellungscodes.',
    refused: 'Der Passkey ließ sich nicht einrichten. Bitte versuchen Sie es noch einmal.', last: 'Das ist Ihr letzter zweiter Faktor. Richten Sie zuerst einen anderen ein.', passkeyAdded: 'Der Passkey ist eingerichtet.', appAdded: 'Die App ist eingerichtet.', removed: 'Entfernt.',
    appTitle: 'App einrichten', appLead: 'Lesen Sie das Bild mit der App auf Ihrem Telefon, und geben Sie den Code ein, den sie dann zeigt.', qr: 'QR-Code mit dem Geheimnis für die App', letters: 'Oder tippen Sie ab', code: 'Code aus der App', confirm: 'App bestätigen', openApp: 'In einer App auf diesem Gerät öffnen',
    codesTitle: 'Ihre Wiederherstellungscodes', codesLead: 'Sie werden nur jetzt angezeigt. Drucken Sie sie aus oder legen Sie sie in einen Passwort-Manager.', goOn: 'Weiter', back: 'Zu Anmeldung und Sicherheit', codeList: 'Codes',
  },
  en: {
    title: 'Sign-in and security', account: 'My account', lead: 'By what you show that it is you.', must: 'Please set up a second factor', mustBody: 'Nothing else is open until then. A passkey is easiest.',
    passkeys: 'Passkeys', passkeysHint: 'A passkey lies on your device or security key and is released by fingerprint, face or PIN. It replaces password and code. Best set up two.', name: 'Name of the passkey', nameHint: 'For example work phone',
    noPasskeys: 'You have no passkey yet.', added: 'Set up on', used: 'Last used', never: 'never', actions: 'Actions', remove: 'Remove', addPasskey: 'Add a passkey',
    app: 'Codes from an app', appHint: 'An app on your telephone shows a new code every 30 seconds. You enter it beside your password.', appSince: (day) => `Set up on ${day}.`, beginApp: 'Set up an app', removeApp: 'Remove the app',
    codes: 'Recovery codes', codesHint: 'For when neither passkey nor app is at hand. Each code works once.', codesLeft: (left) => `Left: ${left}`, makeCodes: 'Make new codes', noCodes: 'You have no recovery codes.',
    refused: 'The passkey could not be set up. Please try again.', last: 'This is your last second factor. Set up another one first.', passkeyAdded: 'The passkey is set up.', appAdded: 'The app is set up.', removed: 'Removed.',
    appTitle: 'Set up an app', appLead: 'Read the picture with the app on your telephone, and enter the code that it shows then.', qr: 'QR code with the secret for the app', letters: 'Or type', code: 'Code from the app', confirm: 'Confirm the app', openApp: 'Open in an app on this device',
    codesTitle: 'Your recovery codes', codesLead: 'They are shown only now. Print them or put them into a password manager.', goOn: 'Go on', back: 'To sign-in and security', codeList: 'Codes',
  },
});
