type Words = { readonly title: (label: string) => string; readonly value: (value: number) => string; readonly advice: string };

const number = (locale: 'de' | 'en', digits = 0) => (value: number) => new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: digits }).format(value);
const de = { number: number('de'), percent: (value: number) => `${number('de', 1)(value * 100)}\u00a0%` };
const en = { number: number('en'), percent: (value: number) => `${number('en', 1)(value * 100)}%` };

/** What alerts say to people: what is wrong, how much, and what can be done. */
const alertWords: Readonly<Record<'de' | 'en', Readonly<Record<string, Words>>>> = {
  de: {
    'instance-failing': { title: (label) => `„${label}“ läuft nicht`, value: (value) => `seit ${de.number(value)} Minuten`, advice: 'Die Plattform versucht von selbst, die Anwendung wieder zu starten. Dauert es länger, hilft der Betrieb.' },
    'many-errors': { title: (label) => `„${label}“ antwortet oft mit Fehlern`, value: (value) => `${de.percent(value)} der Aufrufe`, advice: 'Sehen Sie in die Ausgaben der Anwendung.' },
    'slow-answers': { title: (label) => `„${label}“ antwortet langsam`, value: (value) => `jeder zwanzigste Aufruf dauert über ${de.number(Math.min(value, 5000) / 1000)} Sekunden`, advice: 'Sehen Sie, ob Rechenzeit oder Speicher knapp sind.' },
    'storage-filling': { title: (label) => `Der Speicher von „${label}“ wird knapp`, value: de.percent, advice: 'Löschen Sie, was Sie nicht brauchen, oder bestellen Sie einen größeren Plan.' },
    'storage-nearly-full': { title: (label) => `Der Speicher von „${label}“ ist fast voll`, value: de.percent, advice: 'Löschen Sie bald etwas oder bestellen Sie einen größeren Plan: Ist der Speicher voll, läuft die Anwendung nicht mehr richtig.' },
    'backup-missing': { title: (label) => `Die letzte Sicherung von „${label}“ ist zu alt`, value: (value) => `${de.number(value)} Stunden`, advice: 'Der Betrieb prüft, warum die nächtliche Sicherung ausgeblieben ist.' },
    'drill-failed': { title: (label) => `Die Probe der Sicherung von „${label}“ ist misslungen`, value: () => '', advice: 'Der Betrieb prüft, ob sich die Daten zurückholen lassen.' },
    'certificate-expiring': { title: (label) => `Das Zertifikat für ${label} läuft bald ab`, value: (value) => (value < 0 ? 'abgelaufen' : `noch ${de.number(Math.floor(value / 24))} Tage`), advice: 'Der Betrieb erneuert es.' },
    'certificate-order-failing': { title: (label) => `Für ${label} kommt kein Zertifikat`, value: (value) => `${de.number(value)} vergebliche Versuche`, advice: 'Prüfen Sie, ob der CNAME-Eintrag der Domain auf die Plattform zeigt. Der Grund steht bei der Anwendung unter „Eigene Domain“. Es wird von selbst weiter versucht.' },
    'platform-backup-behind': { title: () => 'Die fortlaufende Sicherung der Plattform hängt zurück', value: (value) => `${de.number(Math.floor(value))} Minuten`, advice: 'Sehen Sie nach, ob der Datenträger der Sicherung erreichbar ist und Platz hat. „./allmende status“ nennt den Grund.' },
    'platform-backup-missing': { title: () => 'Die letzte Gesamtsicherung der Plattform ist zu alt', value: (value) => `${de.number(Math.floor(value))} Stunden`, advice: 'Sichern Sie mit „./allmende backup“ von Hand, und prüfen Sie, warum die tägliche Sicherung ausgeblieben ist.' },
    'jobs-stuck': { title: () => 'Aufgaben sind liegen geblieben', value: de.number, advice: 'Sehen Sie auf der Seite „Aufgaben“ nach.' },
    'audit-behind': { title: () => 'Das Prüfprotokoll hängt zurück', value: (value) => `${de.number(value)} Minuten`, advice: 'Prüfen Sie, ob der Arbeitsprozess läuft.' },
    'parcels-undeliverable': { title: () => 'Anträge kommen nicht im Fachverfahren an', value: (value) => (value === 1 ? 'eine Sendung' : `${de.number(value)} Sendungen`), advice: 'Kein Antrag ist verloren. Sehen Sie unter „Sendungen“ den Grund, prüfen Sie das Ziel, und stellen Sie noch einmal zu.' },
    'delivery-trial-failed': { title: () => 'Ein Probeantrag kommt nicht im Fachverfahren an', value: (value) => (value === 1 ? 'bei einer Leistung' : `bei ${de.number(value)} Leistungen`), advice: 'Sehen Sie unter „Sendungen“, „Wohin gehen Anträge?“, bei welcher Leistung und warum. Senden Sie dort einen neuen Probeantrag, sobald es behoben ist.' },
    'disk-filling': { title: () => 'Die Platte dieses Rechners wird voll', value: de.percent, advice: 'Schaffen Sie Platz.' },
    'disk-nearly-full': { title: () => 'Die Platte dieses Rechners ist fast voll', value: de.percent, advice: 'Schaffen Sie sofort Platz: Ohne Platz nimmt die Plattform nichts mehr an.' },
  },
  en: {
    'instance-failing': { title: (label) => `“${label}” does not run`, value: (value) => `for ${en.number(value)} minutes`, advice: 'The platform tries to start the app again by itself. If it takes longer, the operator helps.' },
    'many-errors': { title: (label) => `“${label}” often answers with errors`, value: (value) => `${en.percent(value)} of the requests`, advice: 'Look into what the app writes.' },
    'slow-answers': { title: (label) => `“${label}” answers slowly`, value: (value) => `one request in twenty takes more than ${en.number(Math.min(value, 5000) / 1000)} seconds`, advice: 'See whether processor time or memory are short.' },
    'storage-filling': { title: (label) => `The storage of “${label}” is running short`, value: en.percent, advice: 'Delete what you do not need, or order a larger plan.' },
    'storage-nearly-full': { title: (label) => `The storage of “${label}” is almost full`, value: en.percent, advice: 'Delete something soon or order a larger plan: once storage is full the app no longer works properly.' },
    'backup-missing': { title: (label) => `The last backup of “${label}” is too old`, value: (value) => `${en.number(value)} hours`, advice: 'The operator checks why the nightly backup was not made.' },
    'drill-failed': { title: (label) => `The trial restore of “${label}” failed`, value: () => '', advice: 'The operator checks whether the data can be brought back.' },
    'certificate-expiring': { title: (label) => `The certificate for ${label} expires soon`, value: (value) => (value < 0 ? 'expired' : `${en.number(Math.floor(value / 24))} days left`), advice: 'The operator renews it.' },
    'certificate-order-failing': { title: (label) => `No certificate comes for ${label}`, value: (value) => `${en.number(value)} tries in vain`, advice: 'Check whether the CNAME record of the domain leads to the platform. The reason is on the app’s page “Own domain”. It is tried again by itself.' },
    'platform-backup-behind': { title: () => 'The continuous backup of the platform is behind', value: (value) => `${en.number(Math.floor(value))} minutes`, advice: 'See whether the disk of the backup can be reached and has room. “./allmende status” names the reason.' },
    'platform-backup-missing': { title: () => 'The last whole backup of the platform is too old', value: (value) => `${en.number(Math.floor(value))} hours`, advice: 'Make a backup by hand with “./allmende backup”, and find out why the daily one was not made.' },
    'jobs-stuck': { title: () => 'Jobs gave up', value: en.number, advice: 'See the page “Jobs”.' },
    'audit-behind': { title: () => 'The audit log is behind', value: (value) => `${en.number(value)} minutes`, advice: 'Check whether the worker process runs.' },
    'parcels-undeliverable': { title: () => 'Applications do not arrive in the specialist system', value: (value) => (value === 1 ? 'one parcel' : `${en.number(value)} parcels`), advice: 'No application is lost. See the reason under “Deliveries”, check the target and deliver again.' },
    'delivery-trial-failed': { title: () => 'A sample does not arrive in the specialist system', value: (value) => (value === 1 ? 'for one service' : `for ${en.number(value)} services`), advice: 'See under “Deliveries”, “Where do applications go?”, for which service and why. Send a new sample there as soon as it is repaired.' },
    'disk-filling': { title: () => 'The disk of this machine is filling up', value: en.percent, advice: 'Make room.' },
    'disk-nearly-full': { title: () => 'The disk of this machine is almost full', value: en.percent, advice: 'Make room at once: without room the platform accepts nothing more.' },
  },
};

/** The words of a rule; a rule of another version of the platform is called by its name. */
export function wordsOfRule(rule: string, locale: 'de' | 'en'): Words {
  return alertWords[locale][rule] ?? { title: (label) => `${rule} ${label}`, value: (value) => String(value), advice: '' };
}
