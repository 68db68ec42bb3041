/** A restore of a backup into a scratch instance, to know that and how fast it works. */
export type Drill = {
  readonly id: string;
  readonly tenant: string;
  readonly instanceId: string;
  readonly app: string;
  readonly packageVersion: string | undefined;
  readonly scratchId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly outcome: 'passed' | 'failed' | undefined;
  /** Why it failed, in German. */
  readonly detail: string | undefined;
  readonly files: number | undefined;
  readonly bytes: number | undefined;
  readonly treeSha256: string | undefined;
  /** From the backup at hand to the app that runs with equal data. */
  readonly recoveryMs: number | undefined;
};

/** How many instances are drilled each night: those whose last drill is longest ago. Our own choice. */
export const DRILLS_PER_NIGHT = 5;
