/** Runs a command with its arguments; returns the exit code. */
export type Run = (args: readonly string[]) => Promise<number>;

/** One command of `./allmende`. */
export type Command = {
  /** Words after `./allmende`, such as `register import`. */
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Loaded only when called, so that a short command starts fast. */
  readonly load: () => Promise<Run>;
};
