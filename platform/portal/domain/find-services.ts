import type { LocalText } from '@allmende/i18n';
import { foldedWords, tellingWords } from './fold-words.ts';
import { situationsOf } from './life-situations.ts';
import { ALIKE, wordLikeness } from './word-likeness.ts';

/** What a service is found by. */
export type Findable = {
  readonly title: LocalText;
  readonly summary: LocalText;
  /** Everyday words by language, separated by commas. */
  readonly keywords: LocalText;
};

/** Where a word stands says how much it means. */
const WEIGHTS = { title: 4, keywords: 4, situation: 2, summary: 1.5 } as const;
/** What fits less than this share of the best hit is left out: whoever looks for a dog does not mean everything that can be registered. */
const LEAST_SHARE = 0.4;

/**
 * The services that fit what somebody typed, the best first; all of them, in their order, for an empty query. Understands everyday words, any language of the texts, umlauts in any spelling, parts of compounds and slips of the
 * pen. A word that few services have counts more than one that all have.
 */
export function findServices<Service extends Findable>(services: readonly Service[], query: string): readonly Service[] {
  if (query.trim() === '') return services;
  const typed = tellingWords(query);
  if (typed.length === 0) return [];
  // Services share most of their words: each is compared once.
  const likeness = typed.map((word) => { const seen = new Map<string, number>(); return (other: string) => { let found = seen.get(other); if (found === undefined) seen.set(other, (found = wordLikeness(word, other))); return found; }; });
  const fits = services.map((service) => { const words = wordsOf(service); return likeness.map((to) => best(to, words)); });
  const rarity = typed.map((_, index) => Math.log(1 + services.length / Math.max(1, fits.filter((fit) => (fit[index] ?? 0) > 0).length)));
  const scored = services.map((service, index) => {
    const fit = fits[index] ?? [];
    const share = fit.filter((one) => one > 0).length / typed.length;
    return { service, score: fit.reduce((sum, one, word) => sum + one * (rarity[word] ?? 0), 0) * (0.5 + share / 2) };
  });
  const top = Math.max(0, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score > 0 && score >= top * LEAST_SHARE).toSorted((one, other) => other.score - one.score).map(({ service }) => service);
}

function best(likenessTo: (word: string) => number, words: ReadonlyMap<string, number>): number {
  let most = 0;
  for (const [word, weight] of words) {
    if (weight <= most) continue;
    const likeness = likenessTo(word);
    if (likeness >= ALIKE) most = Math.max(most, likeness * weight);
  }
  return most;
}

// Taking texts apart costs more than comparing words; whoever hands over the same texts again gets what was made of them.
const known = new WeakMap<LocalText, ReadonlyMap<string, number>>();

function wordsOf(service: Findable): ReadonlyMap<string, number> {
  const words = known.get(service.keywords) ?? takenApart(service);
  known.set(service.keywords, words);
  return words;
}

function takenApart({ title, summary, keywords }: Findable): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const add = (text: string, weight: number) => { for (const word of foldedWords(text)) words.set(word, Math.max(weight, words.get(word) ?? 0)); };
  const addAll = (texts: LocalText, weight: number) => { for (const text of Object.values(texts)) if (text !== undefined) add(text, weight); };
  addAll(title, WEIGHTS.title);
  addAll(keywords, WEIGHTS.keywords);
  addAll(summary, WEIGHTS.summary);
  for (const { situation, at } of situationsOf(keywords.de)) {
    const weight = WEIGHTS.situation / (1 + at / 10);
    addAll(situation.name, weight);
    add(situation.words, weight);
  }
  return words;
}
