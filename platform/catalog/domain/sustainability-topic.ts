/** What can be stated of the sustainability of a solution, in the order in which it is shown. */
export const SUSTAINABILITY_TOPICS = ['software-label', 'data-centre-label', 'pue', 'renewable-share', 'reuse-share', 'hosting-location', 'energy-use', 'supported-until'] as const;

export type SustainabilityTopic = (typeof SUSTAINABILITY_TOPICS)[number];

/** How a topic is stated: a label by its number, a figure within limits, a day or a text. */
export type TopicRule =
  | { readonly kind: 'label' | 'text' | 'day' }
  | { readonly kind: 'figure'; readonly least: number; readonly most: number; readonly unit: 'percent' | 'kwh' | null };

const RULES: Readonly<Record<SustainabilityTopic, TopicRule>> = {
  'software-label': { kind: 'label' },
  'data-centre-label': { kind: 'label' },
  pue: { kind: 'figure', least: 1, most: 10, unit: null },
  'renewable-share': { kind: 'figure', least: 0, most: 100, unit: 'percent' },
  'reuse-share': { kind: 'figure', least: 0, most: 100, unit: 'percent' },
  'hosting-location': { kind: 'text' },
  'energy-use': { kind: 'figure', least: 0, most: 100_000, unit: 'kwh' },
  'supported-until': { kind: 'day' },
};

/** How a topic is stated. Labels are DE-UZ 215 (software) and DE-UZ 228 (data centres) of the Blauer Engel; figures of data centres are those of § 11 EnEfG. */
export function topicRule(topic: SustainabilityTopic): TopicRule {
  return RULES[topic];
}

/** Whether a text names a topic. */
export function isSustainabilityTopic(text: string): text is SustainabilityTopic {
  return SUSTAINABILITY_TOPICS.some((topic) => topic === text);
}
