import type { AppPackage } from './app-package.ts';

/** Thrown by a stage for what cannot be tried here at all; says why, in German. */
export class NotTryable extends Error {
  override name = 'NotTryable';
}

/** Somebody made up, with a browser of their own, who goes to the app of the first authority. */
export type TrialPerson = {
  /** Signs in at the platform, before any app. */
  signIn(): Promise<void>;
  /** Goes to the app, and signs in where the platform asks. Returns how often it asked, and where the way ended. */
  enter(): Promise<{ readonly asked: number; readonly endedAt: string }>;
  /** Whether the app names the person; `past`: asked beside the gateway, which might have shut it. */
  isNamed(way: 'gateway' | 'past'): Promise<boolean>;
  signOut(): Promise<void>;
};

/** One wall between two authorities, tried from within a container of each against the other. */
export type TriedWall = { readonly name: string; /** What was reached though it must not be; empty is well. */ readonly reached: readonly string[]; /** How many attempts that was. */ readonly attempts: number };

/** A whole platform with nobody on it, on which an app runs at two authorities. Everything throws with a German reason when it does not work, and NotTryable when it cannot be tried. */
export type TrialStage = {
  /** Starts the platform and the app at both; returns when both run. */
  open(app: AppPackage): Promise<void>;
  /** Somebody new of one of the authorities, with or without access to its instance. */
  person(of: { readonly authority: 'first' | 'second'; readonly access: boolean }): Promise<TrialPerson>;
  /** Tries the walls; each throws on its own. */
  walls(): readonly { readonly name: string; try(): Promise<TriedWall> }[];
  /** Takes everything away. */
  close(): Promise<void>;
};
