import { translations } from '@allmende/i18n';

/** Texts of the pages about people and their roles. */
export const peopleTexts = translations({
  de: {
    title: 'Personen und Rollen', lead: 'Wer hier welche Rolle hat.', name: 'Name', email: 'E-Mail-Adresse', roles: 'Rollen', state: 'Konto', actions: 'Aktionen', empty: 'Hier hat noch niemand eine Rolle.',
    pending: 'Noch nicht angemeldet', active: 'Offen', you: 'Das sind Sie', edit: 'Bearbeiten', invite: 'Person einladen', officer: 'Erste Digitalbeauftragte einer Behörde einrichten',
    inviteTitle: 'Person einladen', inviteLead: 'Sie bekommen ein Einmal-Passwort, das Sie der Person geben. Sie wählt bei der ersten Anmeldung ein eigenes.', nameHint: 'Vorname und Nachname', submitInvite: 'Einladen',
    officerTitle: 'Erste Digitalbeauftragte einrichten', officerLead: 'Nur für Behörden, in denen noch niemand diese Rolle hat. Alle weiteren Rollen vergibt die Behörde selbst.', slug: 'Behörde',
    slugHint: 'Der Name in der Adresse der Behörde, zum Beispiel heilbronn oder amt-guestrow-land.', slugWrong: 'Eine Behörde mit diesem Namen in der Adresse gibt es nicht.', hasOfficer: 'Diese Behörde hat schon Digitalbeauftragte.', submitOfficer: 'Einrichten',
    ownRights: 'Die eigenen Rechte ändert immer eine andere Person.',
    passwordTitle: 'Einmal-Passwort', passwordLabel: 'Einmal-Passwort', passwordBody: 'Es wird nur jetzt angezeigt. Geben Sie es der Person persönlich oder am Telefon. Es gilt 14 Tage und nur für eine Anmeldung mit neuem Passwort.', signInEmail: 'Anmelden mit',
    known: 'Diese Person hat schon ein Konto', knownBody: 'Die Rollen sind vergeben. Die Person meldet sich wie bisher mit ihrem eigenen Passwort an.', back: 'Zu den Personen',
    role: 'Rolle', since: 'Gilt ab', until: 'Gilt bis', open: 'unbefristet', end: 'Rolle beenden', addRole: 'Rolle geben', chooseRole: 'Bitte wählen Sie eine Rolle.', given: 'Die Rolle ist vergeben.', ended: 'Die Rolle ist beendet.',
    reset: 'Neues Einmal-Passwort', resetHint: 'Wenn das Passwort vergessen wurde. Das bisherige gilt dann nicht mehr, und die Person ist überall abgemeldet.', disable: 'Konto schließen', disableHint: 'Beendet sofort alle Rollen und Anmeldungen. Eine neue Einladung öffnet das Konto wieder.', disabled: 'Das Konto ist geschlossen.',
    summary: 'Das hat nicht geklappt', account: 'Konto', worksElsewhere: 'Diese Person arbeitet auch für eine andere Behörde. Bitte wenden Sie sich an den Betrieb der Plattform.',
  },
  en: {
    title: 'People and roles', lead: 'Who has which role here.', name: 'Name', email: 'E-mail address', roles: 'Roles', state: 'Account', actions: 'Actions', empty: 'Nobody has a role here yet.',
    pending: 'Not yet signed in', active: 'Open', you: 'This is you', edit: 'Edit', invite: 'Invite a person', officer: 'Set up the first digital officer of an authority',
    inviteTitle: 'Invite a person', inviteLead: 'You will get a one-time password to hand over. The person chooses an own one at the first sign-in.', nameHint: 'First name and last name', submitInvite: 'Invite',
    officerTitle: 'Set up the first digital officer', officerLead: 'Only for authorities where nobody has this role yet. The authority gives all other roles itself.', slug: 'Authority',
    slugHint: 'The name in the address of the authority, for example heilbronn or amt-guestrow-land.', slugWrong: 'There is no authority with this name in its address.', hasOfficer: 'This authority has a digital officer already.', submitOfficer: 'Set up',
    ownRights: 'Your own rights are always changed by somebody else.',
    passwordTitle: 'One-time password', passwordLabel: 'One-time password', passwordBody: 'It is shown only now. Hand it over in person or on the telephone. It is valid for 14 days and only for a sign-in with a new password.', signInEmail: 'Sign in with',
    known: 'This person has an account already', knownBody: 'The roles are given. The person signs in with the own password as before.', back: 'To the people',
    role: 'Role', since: 'Valid from', until: 'Valid until', open: 'no end', end: 'End role', addRole: 'Give role', chooseRole: 'Choose a role.', given: 'The role is given.', ended: 'The role has ended.',
    reset: 'New one-time password', resetHint: 'For a forgotten password. The present one is then no longer valid, and the person is signed out everywhere.', disable: 'Close account', disableHint: 'Ends all roles and sessions at once. A new invitation opens the account again.', disabled: 'The account is closed.',
    summary: 'That did not work', account: 'Account', worksElsewhere: 'This person also works for another authority. Please turn to the operators of the platform.',
  },
});
