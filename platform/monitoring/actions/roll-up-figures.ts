import type { House } from '@allmende/house';
import { addDays, berlinDate, berlinMidnight } from '@allmende/time';
import { deleteAlerts } from '../data/alert.ts';
import { deleteFigures, findNewest, rollUp } from '../data/figure.ts';
import { deleteSpans } from '../data/span.ts';
import { KEEP_DAYS, type Grain } from '../domain/figure.ts';

/** Alerts that are over are kept a little longer than a year: our own choice. */
const ALERT_DAYS = 400;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Sums figures up to hours and days, from a little before what was summed last, and forgets those whose time is over. */
export async function rollUpFigures(house: Pick<House, 'database' | 'clock'>): Promise<void> {
  const now = house.clock.now().getTime();
  const oldest = (grain: Grain) => new Date(now - KEEP_DAYS[grain] * DAY_MS);
  await house.database.acrossTenants('monitoring/roll-up', async (tx) => {
    const hour = (await findNewest(tx, 'hour')) ?? oldest('minute');
    // Minutes that are half forgotten would shorten an hour that was summed when they were whole.
    const begun = new Date(Math.max(Math.floor(hour.getTime() / HOUR_MS) * HOUR_MS - 2 * HOUR_MS, Math.ceil(oldest('minute').getTime() / HOUR_MS) * HOUR_MS));
    await rollUp(tx, 'hour', begun);
    const day = (await findNewest(tx, 'day')) ?? oldest('hour');
    await rollUp(tx, 'day', berlinMidnight(addDays(berlinDate(new Date(Math.min(day.getTime(), begun.getTime()))), -1)));
    for (const grain of ['minute', 'hour', 'day'] as const) await deleteFigures(tx, grain, oldest(grain));
    await deleteSpans(tx, oldest('day'));
    await deleteAlerts(tx, new Date(now - ALERT_DAYS * DAY_MS));
  });
}
