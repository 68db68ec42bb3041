import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { selectContractsToReport } from '../data/month.ts';
import { monthOf, monthText, periodOfMonth } from '../domain/month.ts';
import { CLOSE_MONTH } from '../domain/report-ticket.ts';

/** Has last month closed for every contract for which that was not done. Returns how many. */
export async function startClosing(house: Pick<House, 'database' | 'clock'>): Promise<number> {
  const month = monthOf(house.clock.today(), -1);
  const period = periodOfMonth(month);
  return house.database.acrossTenants('monitoring/start-closing', async (tx) => {
    const contracts = await selectContractsToReport(tx, month, period.from, period.until);
    for (const { tenant, contract } of contracts) await enqueue(tx, CLOSE_MONTH, { tenant, contract, month: monthText(month) }, { key: `monitoring/close-month:${contract}:${month}` });
    return contracts.length;
  });
}
