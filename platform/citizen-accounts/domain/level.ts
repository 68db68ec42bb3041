/** How surely it is known who somebody is, weakest first: nothing, a registered user, substantial and high after Art. 8 of the eIDAS regulation (EU) 910/2014. */
export const LEVELS = ['none', 'basic', 'substantial', 'high'] as const;

export type Level = (typeof LEVELS)[number];

/** Whether a level is at least as strong as the one that is wanted. */
export function reaches(level: Level, wanted: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** The weaker of two levels. */
export function weaker(one: Level, other: Level): Level {
  return reaches(one, other) ? other : one;
}

/** Whether a text names a level. */
export function isLevel(text: unknown): text is Level {
  return (LEVELS as readonly unknown[]).includes(text);
}
