import { activateService, saveOverlay } from '@allmende/online-services';
import { SAMPLE } from './sample-basis.ts';
import { SERVICE } from './order-dog-tax.ts';
import type { DemoPerson } from './people.ts';

/** Invented rates, labelled as such wherever they are shown. */
const RATES: Readonly<Record<string, string>> = {
  'rates.first': '96,00', 'rates.second': '192,00', 'rates.further': '192,00', 'rates.dangerousFirst': '600,00', 'rates.dangerousFurther': '1.200,00',
  'start.rule': 'next-month', 'start.proRata': 'yes', 'duty.minimumAgeMonths': '3', 'duty.deadline': '1', 'duty.deadlineUnit': 'months', 'payment.firstDueDays': '30', 'payment.yearly': '1. Juli jedes Jahres (Beispiel)',
  'source.statute.statute': `Hundesteuersatzung (${SAMPLE})`, 'source.statute.statuteDate.day': '1', 'source.statute.statuteDate.month': '1', 'source.statute.statuteDate.year': '2026',
  'source.statute.validFrom.day': '1', 'source.statute.validFrom.month': '1', 'source.statute.validFrom.year': '2026', 'source.statute.example': 'yes',
  'contact.office': 'Steueramt (Beispiel)', 'contact.address': 'Musterplatz 1, 74072 Heilbronn (Beispiel)', 'contact.telephone': '07131 000000', 'contact.email': 'steueramt@demo.example',
};

/** Enters invented rates and switches the service on. */
export async function enterDemoRates(officer: DemoPerson): Promise<void> {
  await saveOverlay(officer.ctx, { service: SERVICE, body: RATES });
  await activateService(officer.ctx, { service: SERVICE });
}
