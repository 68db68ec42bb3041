import type { House } from '@allmende/house';
import type { StartFigure } from '../domain/figure.ts';

/** A figure with its number of now. */
export type LiveFigure = Pick<StartFigure, 'label' | 'unit'> & { readonly value: number };

/** How long numbers stand before they are counted again. */
const KEPT_MS = 5_000;

type Context = Pick<House, 'database' | 'clock' | 'log'>;

/**
 * Makes the reader of the start page's figures: counts at most every 5 seconds in a process, whatever the traffic. The same list means the same numbers.
 * Who asks while numbers are counted anew gets the last ones. A figure that cannot be counted is left out and logged.
 */
export function liveFigures(figures: readonly StartFigure[]): (ctx: Context) => Promise<readonly LiveFigure[]> {
  let known: readonly LiveFigure[] | undefined;
  let until = 0;
  let counting: Promise<readonly LiveFigure[]> | undefined;
  return async (ctx) => {
    if (known && ctx.clock.elapsedMs() < until) return known;
    counting ??= countAll(ctx, figures).then((counted) => {
      if (known === undefined || counted.length !== known.length || counted.some((figure, index) => figure.value !== known?.[index]?.value)) known = counted;
      until = ctx.clock.elapsedMs() + KEPT_MS;
      counting = undefined;
      return known;
    });
    return known ?? counting;
  };
}

async function countAll(ctx: Context, figures: readonly StartFigure[]): Promise<LiveFigure[]> {
  const counted = await Promise.all(figures.map(async ({ label, unit, value }) => {
    try {
      const number = await value(ctx);
      return number === undefined ? [] : [{ label, value: number, ...(unit === undefined ? {} : { unit }) }];
    } catch (error) {
      ctx.log.warn({ err: error, figure: label.de }, 'a figure of the start page could not be counted');
      return [];
    }
  }));
  return counted.flat();
}
