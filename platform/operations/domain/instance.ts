/** Plain JSON, as an order states it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the authority wants of an instance. */
export type WantedState = 'running' | 'suspended' | 'removed';

/** What was last seen of an instance. */
export type ObservedState = 'absent' | 'starting' | 'running' | 'suspended' | 'failing' | 'removed';

/** Why an instance ends. After the end of its contract it cannot be taken back into operation. */
export type EndReason = 'by-choice' | 'contract-ended';

/** How far a new generation has come; see `domain/next-passage-step.ts`. */
export type PassageStage = 'saving' | 'filling' | 'starting' | 'migrating' | 'verifying' | 'switching' | 'dropping' | 'returning';

/** A generation that shall take the place of the serving one. Until `dropping` the old one serves again if anything fails; from `dropping` on the new one serves. */
export type Candidate = {
  readonly generation: number;
  readonly packageVersion: string;
  readonly reason: 'update' | 'restore' | 'copy';
  /** The backup whose data it gets: made before an update, chosen for a return; undefined for an app that never ran. */
  readonly archive: string | undefined;
  /** The backup of the serving generation that was made first, so that nothing is lost either way. */
  readonly saved: string | undefined;
  /** `as-they-lie`: volumes are copied at rest, without the commands of the old package. */
  readonly saving: 'fresh' | 'as-they-lie';
  /** What serves until the switch and is dropped after it. */
  readonly previous: { readonly generation: number; readonly packageVersion: string | undefined };
  /** What it is configured with from the switch on; undefined when that stays. */
  readonly parameters?: { readonly [key: string]: Json } | undefined;
  /** Whether the package's migration still has to run on the data; known once they are filled in. */
  readonly migrates: boolean;
  readonly stage: PassageStage;
  /** Since when it is at this stage. */
  readonly since: Date;
  /** Failed tries at this stage. */
  readonly failures: number;
  /** Why it failed, in German. */
  readonly detail: string | undefined;
  /** Its row in the history of passages. */
  readonly passage: string;
};

/** Which versions an instance gets by itself: approved ones of a channel, or none. */
export type UpdateChannel = 'stable' | 'preview' | 'by-hand';

/** One ordered app, running for one authority. */
export type Instance = {
  readonly id: string;
  /** The authority it runs for. */
  readonly tenant: string;
  /** Name of the app: `online-services`. */
  readonly app: string;
  /** Its name for people, as ordered. */
  readonly title: string;
  readonly contractId: string;
  /** The processing agreement (Art. 28 GDPR) without which nothing runs. */
  readonly agreementId: string;
  /** Where it runs: `built-in`, `process`, `podman`, `kubernetes`. */
  readonly runtime: string;
  /** The released package that runs; undefined for apps of our own and for programs of `process`. */
  readonly packageVersion: string | undefined;
  /** Counts up with every update and return of data: each has volumes of its own. From 1. */
  readonly generation: number;
  /** A generation that is being made beside the one that serves; undefined when nothing is under way. */
  readonly candidate: Candidate | undefined;
  /** The ordered plan of the package; undefined where there are none. */
  readonly plan: string | undefined;
  readonly channel: UpdateChannel;
  /** For a copy, made to look something up: the instance whose data it got. Copies end by themselves. */
  readonly copyOf: string | undefined;
  readonly endsAt: Date | undefined;
  /** What was ordered: `{ services: ['hundesteuer-anmelden'] }`. */
  readonly parameters: { readonly [key: string]: Json };
  readonly wanted: WantedState;
  readonly observed: ObservedState;
  /** Since when it is seen in this state. */
  readonly observedSince: Date;
  readonly lastObservedAt: Date | undefined;
  /** What the last look said, in German and without personal data. */
  readonly detail: string | undefined;
  /** Where the gateway reaches it, for runtimes whose instances have an entrance of their own. */
  readonly upstream: string | undefined;
  readonly approvedAt: Date;
  readonly requestedAt: Date;
  /** When it was first seen running. */
  readonly runningAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly endReason: EndReason | undefined;
  /** Its data are not deleted before. */
  readonly deleteAfter: Date | undefined;
  readonly dataReturnedAt: Date | undefined;
  /** When somebody asked for an archive that is not made yet. */
  readonly archiveWantedAt: Date | undefined;
  /** When deletion began; from then on there is no way back. */
  readonly removingSince: Date | undefined;
  readonly deletedAt: Date | undefined;
  /** Failed tries in a row. */
  readonly failures: number;
  /** When the reconciler looks again by itself. */
  readonly nextLookAt: Date;
};
