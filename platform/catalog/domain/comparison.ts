/** The most solutions that stand side by side. */
export const MOST_COMPARED = 4;
