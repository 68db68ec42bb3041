import { translations, type Locale } from '@allmende/i18n';
import type { OperationReport } from '../../actions/last-operation.ts';

const texts = translations({
  de: {
    preparing: () => 'Die Bestellung wird angelegt.', approving: (authority: string) => `Wartet auf die Freigabe durch eine zweite Person. Zuständig: ${authority}.`, declaring: (authority: string) => `Freigegeben. Wartet darauf, dass die Verpflichtungserklärung unterzeichnet ist. Zuständig: ${authority}.`,
    starting: () => 'Der Vertrag ist geschlossen. Die Anwendung wird eingerichtet.', running: () => 'Die Anwendung läuft.', refused: (authority: string) => `Die Bestellung wurde abgelehnt. Den Grund nennt: ${authority}.`, cancelled: (authority: string) => `Die Bestellung wurde zurückgezogen. Zuständig: ${authority}.`,
    ended: () => 'Die Anwendung wurde von der Behörde beendet.', returning: () => 'Die Anwendung ist gestoppt. Ihre Daten werden der Behörde zurückgegeben.', returned: (authority: string) => `Die Daten sind zurückgegeben. Den Vertrag beendet eine zweite Person. Zuständig: ${authority}.`,
    updating: () => 'Die neue Version wird eingespielt.', updated: () => 'Die neue Version läuft.', notUpdated: () => 'Die neue Version ließ sich nicht einspielen. Die bisherige läuft weiter.',
  },
  en: {
    preparing: () => 'The order is being made.', approving: (authority: string) => `Waits for the approval of a second person. Responsible: ${authority}.`, declaring: (authority: string) => `Approved. Waits for the signed declaration of commitment. Responsible: ${authority}.`,
    starting: () => 'The contract is concluded. The app is being set up.', running: () => 'The app runs.', refused: (authority: string) => `The order was refused. The reason is known to: ${authority}.`, cancelled: (authority: string) => `The order was withdrawn. Responsible: ${authority}.`,
    ended: () => 'The app was ended by the authority.', returning: () => 'The app is stopped. Its data are being returned to the authority.', returned: (authority: string) => `The data are returned. A second person ends the contract. Responsible: ${authority}.`,
    updating: () => 'The new version is being installed.', updated: () => 'The new version runs.', notUpdated: () => 'The new version could not be installed. The earlier one goes on.',
  },
});

/** One sentence for whoever waits at the marketplace. */
export function describeOperation(report: OperationReport, authority: string, locale: Locale): string {
  const t = texts(locale);
  if (report.refusal !== undefined) return report.refusal;
  if (report.kind === 'update') return report.state === 'succeeded' ? t.updated() : report.state === 'failed' ? t.notUpdated() : t.updating();
  if (report.kind === 'provision' && (report.standing === 'returning' || report.standing === 'returned')) return t.ended();
  return t[report.standing](authority);
}

/** Seconds until it makes sense to ask again: people need longer than machines. */
export function askAgainAfter(report: OperationReport): number {
  return report.standing === 'approving' || report.standing === 'declaring' ? 60 : 5;
}
