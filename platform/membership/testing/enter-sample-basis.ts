import { systemActor } from '@allmende/access';
import type { Database } from '@allmende/database';
import { cents } from '@allmende/money';
import { plainDate, type Clock } from '@allmende/time';
import { enterContributionTable } from '../actions/enter-contribution-table.ts';
import { enterStatutes } from '../actions/enter-statutes.ts';
import { foundMembers } from '../actions/found-members.ts';

/** Founding members, statutes and contribution classes with invented values, so that orders can be tried out. */
export async function enterSampleBasis(house: { database: Database; clock: Clock }, changes: { validUntil?: string } = {}): Promise<void> {
  const ctx = { ...house, actor: systemActor('start') };
  await foundMembers(ctx);
  await enterStatutes(ctx, {
    version: 'Beispielfassung 1', organisation: 'Trägerverein der Plattform (Beispiel)', dated: plainDate('2026-01-01'), validFrom: plainDate('2026-01-01'),
    validUntil: changes.validUntil === undefined ? null : plainDate(changes.validUntil), label: 'Beispielwerte', source: 'Beispiel',
  });
  await enterContributionTable(ctx, {
    validFrom: plainDate('2026-01-01'), label: 'Beispielwerte', source: 'Beispiel',
    classes: [{ name: 'A', inhabitantsFrom: 0, centsPerYear: cents(50_000) }, { name: 'B', inhabitantsFrom: 10_000, centsPerYear: cents(150_000) }, { name: 'C', inhabitantsFrom: 50_000, centsPerYear: cents(400_000) }],
  });
}
