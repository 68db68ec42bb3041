/** One thing in a file that deviates from the standard, or that was normalised on reading. */
export type Problem = {
  severity: 'error' | 'warning';
  /** Line of the file, counted from 1; where a key is missing, the line of the section it belongs to. */
  line: number;
  /** JSON pointer (RFC 6901) such as `/description/de/shortDescription`; empty for the whole file. */
  pointer: string;
  /** Stable machine word, such as `required` or `unknown-category`. */
  code: string;
  /** What is wrong and what to do, in German, for the publisher of the file. Never quotes contact data. */
  message: string;
};
