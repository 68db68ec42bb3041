import type { Parameters } from '../domain/order-line.ts';

/** Services as typed, separated by commas or blanks, as parameters of a line; none when nothing was typed. */
export function readServices(typed: string): Parameters {
  const services = [...new Set(typed.split(/[\s,;]+/u).map((word) => word.trim().toLowerCase()).filter((word) => word !== ''))];
  return services.length === 0 ? {} : { services };
}
