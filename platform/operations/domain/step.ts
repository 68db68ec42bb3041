/** What the reconciler can do for an instance. */
export type StepName = 'start' | 'resume' | 'restart' | 'suspend' | 'archive' | 'return-data' | 'remove' | 'restore';

/** A step as it was done. Without an end it runs now. */
export type StepRecord = {
  readonly step: StepName;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly outcome: 'done' | 'failed' | 'interrupted' | undefined;
  readonly detail: string | undefined;
};
