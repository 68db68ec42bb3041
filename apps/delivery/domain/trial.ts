export type TrialCause = 'switching-on' | 'nightly' | 'person';

/** `handed-over`: sent, but the target cannot say whether it arrived. */
export type TrialState = 'running' | 'passed' | 'handed-over' | 'failed';

/** A sample application that was sent to see whether it arrives. */
export type Trial = {
  readonly id: string;
  readonly service: string;
  readonly target: string;
  readonly destination: string | null;
  readonly cause: TrialCause;
  readonly state: TrialState;
  /** Code of what went wrong. */
  readonly problem: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly milliseconds: number | null;
};
