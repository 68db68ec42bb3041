import { may } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { WorkFigure } from '../domain/figure.ts';

/** A figure that the acting person may see, with its number of now. */
export type CountedWork = Pick<WorkFigure, 'label' | 'href'> & { readonly value: number };

/** Counts what waits in `ctx.tenant` for whoever acts. A figure that cannot be counted is left out and logged, so that one room never closes the house. */
export async function countWork(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'directory' | 'log'>, figures: readonly WorkFigure[]): Promise<CountedWork[]> {
  const open = figures.filter((figure) => may(ctx.actor, figure.permission, ctx.tenant));
  const counted = await Promise.all(open.map(async ({ label, href, value }) => {
    try {
      const number = await value(ctx);
      return number === undefined ? [] : [{ label, href, value: number }];
    } catch (error) {
      ctx.log.warn({ err: error, figure: label.de }, 'a figure of a home page could not be counted');
      return [];
    }
  }));
  return counted.flat();
}
