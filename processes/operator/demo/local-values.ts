import { activateService, saveOverlay } from '@allmende/online-services';
import { SAMPLE } from './sample-basis.ts';
import { SERVICES } from './order-online-services.ts';
import type { DemoPerson } from './people.ts';

type Values = Readonly<Record<string, string>>;

/** The invented statute behind invented rates and deadlines, labelled as such wherever they are shown. */
const STATUTE: Values = {
  'source.statute.statute': `Hundesteuersatzung (${SAMPLE})`, 'source.statute.statuteDate.day': '1', 'source.statute.statuteDate.month': '1', 'source.statute.statuteDate.year': '2026',
  'source.statute.validFrom.day': '1', 'source.statute.validFrom.month': '1', 'source.statute.validFrom.year': '2026', 'source.statute.example': 'yes',
};

const DEADLINE: Values = { 'duty.deadline': '1', 'duty.deadlineUnit': 'months' };

function contact(office: string, mailbox: string): Values {
  return { 'contact.office': `${office} (Beispiel)`, 'contact.address': 'Musterplatz 1, 74072 Heilbronn (Beispiel)', 'contact.telephone': '07131 000000', 'contact.email': `${mailbox}@demo.example` };
}

const TAX_OFFICE = contact('Steueramt', 'steueramt');
const HOUSING_OFFICE = contact('Wohngeldbehörde', 'wohngeld');

/** By service. The rent level for housing benefit stays empty: nobody has entered the one of Heilbronn with its source, so no amount is shown. */
const VALUES: Readonly<Record<string, Values>> = {
  'hundesteuer-anmelden': {
    'rates.first': '96,00', 'rates.second': '192,00', 'rates.further': '192,00', 'rates.dangerousFirst': '600,00', 'rates.dangerousFurther': '1.200,00',
    'start.rule': 'next-month', 'start.proRata': 'yes', 'duty.minimumAgeMonths': '3', ...DEADLINE, 'payment.firstDueDays': '30', 'payment.yearly': '1. Juli jedes Jahres (Beispiel)', ...STATUTE, ...TAX_OFFICE,
  },
  'hundesteuer-aendern': { ...DEADLINE, ...STATUTE, ...TAX_OFFICE },
  'hundesteuer-abmelden': { 'end.rule': 'same-month', ...DEADLINE, ...STATUTE, ...TAX_OFFICE },
  'wohnsitz-anmelden': contact('Bürgeramt', 'buergeramt'),
  'wohngeld-mietzuschuss': HOUSING_OFFICE,
  'wohngeld-weiterleistung': HOUSING_OFFICE,
};

/** Enters what the law leaves to the authority, invented and labelled, and switches every service on. */
export async function enterLocalValues(officer: DemoPerson): Promise<void> {
  for (const service of SERVICES) {
    await saveOverlay(officer.ctx, { service, body: VALUES[service] ?? {} });
    await activateService(officer.ctx, { service });
  }
}
