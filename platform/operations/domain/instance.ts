/** Plain JSON, as an order states it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the authority wants of an instance. */
export type WantedState = 'running' | 'suspended' | 'removed';

/** What was last seen of an instance. */
export type ObservedState = 'absent' | 'starting' | 'running' | 'suspended' | 'failing' | 'removed';

/** Why an instance ends. After the end of its contract it cannot be taken back into operation. */
export type EndReason = 'by-choice' | 'contract-ended';

/** A generation that shall take the place of the serving one, and how far it has come; see `domain/next-step.ts`. */
export type Candidate = {
  readonly generation: number;
  readonly packageVersion: string;
  readonly reason: 'update' | 'restore';
  /** The backup whose data it gets: made before an update, chosen for a return. */
  readonly archive: string | undefined;
  readonly stage: 'saving' | 'filling' | 'starting' | 'switching' | 'returning';
  readonly since: Date;
};

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
