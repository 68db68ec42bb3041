import { offerSolution } from '@allmende/catalog';
import { enterContributionTable, enterStatutes } from '@allmende/membership';
import type { ActionContext } from '@allmende/house';
import { cents } from '@allmende/money';
import { enterSampleAgreement } from '@allmende/procurement';
import { plainDate } from '@allmende/time';
import { offerOwnApps } from '../first-party-offers.ts';

/** Said beside every invented figure. */
export const SAMPLE = 'Beispielwerte';

/** Yearly prices by contribution class, invented for the demonstration. */
const PRICES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'online-services': { A: 60_000, B: 180_000, C: 480_000 },
  cases: { A: 40_000, B: 120_000, C: 320_000 },
  'node-red': { A: 20_000, B: 30_000, C: 60_000 },
};

/** Enters what an order rests on: statutes, contribution classes, prices and the text of the processing agreement, all labelled as invented. */
export async function enterSampleBasis(ctx: ActionContext): Promise<void> {
  const since = plainDate('2026-01-01');
  await enterStatutes(ctx, { version: 'Beispielsatzung 1', organisation: 'Trägerverein Allmende (Beispiel)', dated: since, validFrom: since, validUntil: null, label: SAMPLE, source: 'Für die Vorführung erfunden' });
  await enterContributionTable(ctx, {
    validFrom: since, label: SAMPLE, source: 'Für die Vorführung erfunden',
    classes: [{ name: 'A', inhabitantsFrom: 0, centsPerYear: cents(50_000) }, { name: 'B', inhabitantsFrom: 10_000, centsPerYear: cents(150_000) }, { name: 'C', inhabitantsFrom: 50_000, centsPerYear: cents(400_000) }],
  });
  await enterSampleAgreement(ctx);
  const pricesOf = (appId: string) => Object.entries(PRICES[appId] ?? {}).map(([contributionClass, amount]) => ({ contributionClass, centsPerYear: cents(amount), validFrom: since, label: SAMPLE }));
  await offerOwnApps(ctx, pricesOf);
  await offerSolution(ctx, {
    solution: 'node-red', appId: 'node-red', plan: 'demonstration', name: 'Node-RED zum Ausprobieren', inHouse: true, prices: pricesOf('node-red'),
    description: 'Abläufe zwischen Systemen verbinden. Läuft auf der Maschine der Plattform und ist nur zur Vorführung gedacht.',
  });
}
