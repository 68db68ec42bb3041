/** What one test, or one check that counts as a test, came to. */
export type TestResult = {
  readonly part: string;
  /** The file relative to the repository, absent for checks over the whole house. */
  readonly file?: string;
  /** Sentence of the test, with the names of its suites before it. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason?: string;
  /** What went wrong, ready to print. */
  readonly error?: string;
  readonly durationMs: number;
};
