import { translations } from '@allmende/i18n';

/** Words of the proof of a deletion, shared by its page and its document. */
export const deletionTexts = translations({
  de: {
    title: (name: string) => `Nachweis der Löschung: ${name}`, lead: (at: string) => `Die Daten dieser Anwendung wurden am ${at} gelöscht. Danach wurde nachgesehen, ob noch etwas da ist.`, app: 'Anwendung', instance: 'Instanz', contract: 'Vertrag', runtime: 'Laufzeitumgebung',
    gone: 'Gelöscht', generations: (list: string) => `Programme und Datenträger, Generation ${list}; danach nicht mehr vorhanden`, key: 'Schlüssel', noKey: 'Die Anwendung hatte keinen eigenen Schlüssel.', destroyed: (id: string) => `${id}, vernichtet. Was in Sicherungen der Plattform davon noch liegt, ist damit nicht mehr lesbar.`,
    returned: 'Was Sie vorher zurückbekommen haben', nothingReturned: 'Es gab nichts zurückzugeben.', made: 'Erstellt', files: 'Dateien', fetched: 'Zuerst abgerufen', never: 'nicht abgerufen', erasedBy: 'Wird gelöscht am', backups: 'Sicherungen', noBackups: 'Es gab keine weiteren Sicherungen.',
    backupsGo: (count: number) => (count === 1 ? 'Eine weitere Sicherung wird in der folgenden Nacht gelöscht.' : `${count} weitere Sicherungen werden in der folgenden Nacht gelöscht.`),
    check: 'Wie Sie das prüfen', checkText: 'Das Prüfprotokoll Ihrer Behörde enthält den Eintrag „Eine Instanz wurde entfernt“ mit derselben Prüfsumme. Ein Programm, das mit der Plattform nichts gemein hat, kann das Protokoll prüfen.', pdf: 'Als PDF herunterladen', list: 'Anwendungen',
  },
  en: {
    title: (name: string) => `Proof of deletion: ${name}`, lead: (at: string) => `The data of this app were deleted on ${at}. Afterwards it was checked that nothing was left.`, app: 'App', instance: 'Instance', contract: 'Contract', runtime: 'Runtime',
    gone: 'Deleted', generations: (list: string) => `Programs and volumes, generation ${list}; no longer there afterwards`, key: 'Key', noKey: 'The app had no key of its own.', destroyed: (id: string) => `${id}, destroyed. What is left of it in backups of the platform cannot be read any more.`,
    returned: 'What you got back before', nothingReturned: 'There was nothing to return.', made: 'Made', files: 'Files', fetched: 'First fetched', never: 'not fetched', erasedBy: 'Erased on', backups: 'Backups', noBackups: 'There were no other backups.',
    backupsGo: (count: number) => (count === 1 ? 'One more backup is erased in the following night.' : `${count} more backups are erased in the following night.`),
    check: 'How to check this', checkText: 'The audit log of your authority holds the entry “An instance was removed” with the same checksum. A program that has nothing in common with the platform can verify the log.', pdf: 'Download as PDF', list: 'Apps',
  },
});
