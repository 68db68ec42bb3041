import type { OfferedService } from './offered-service.ts';

/**
 * The services whose title or summary, in any language, holds every word of the query; all of them for an empty one. `fold` brings words to one spelling.
 * The order stays.
 */
export function searchServices(services: readonly OfferedService[], query: string, fold: (text: string) => string): readonly OfferedService[] {
  const words = fold(query).split(' ').filter((word) => word !== '');
  if (words.length === 0) return query.trim() === '' ? services : [];
  return services.filter(({ title, summary }) => {
    const text = [title.de, title.en, summary.de, summary.en].map(fold).join(' ');
    return words.every((word) => text.includes(word));
  });
}
