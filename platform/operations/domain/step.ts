/** What the reconciler can do for an instance. Those from `back-up` on belong to the passage to another generation. */
export type StepName =
  | 'start' | 'resume' | 'restart' | 'suspend' | 'archive' | 'return-data' | 'remove' | 'restore'
  | 'back-up' | 'fill' | 'start-new' | 'migrate' | 'verify' | 'switch' | 'drop-old' | 'return' | 'drop-new';

/** A step as it was done. Without an end it runs now. */
export type StepRecord = {
  readonly step: StepName;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly outcome: 'done' | 'failed' | 'interrupted' | undefined;
  readonly detail: string | undefined;
};
