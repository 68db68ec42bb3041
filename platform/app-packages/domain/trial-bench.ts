import type { AppPackage } from './app-package.ts';

/** A generation of one of the two instances that a trial makes. */
export type TrialPlace = { readonly instance: 'first' | 'second'; readonly generation: number; readonly app: AppPackage; readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>> };

/** Data that were saved, as an archive that people get. */
export type SavedTrial = { readonly bytes: Uint8Array; readonly files: readonly { readonly path: string; readonly sha256: string }[] };

/** Where packages are tried: a runtime with nobody on it. Everything throws with a German reason when it does not work. */
export type TrialBench = {
  /** Starts it and returns once it is ready. */
  start(place: TrialPlace): Promise<void>;
  /** A command in a component of what runs. */
  run(place: TrialPlace, command: { readonly component: string; readonly command: readonly string[] }): Promise<void>;
  /** As the package's `backup` says. */
  save(place: TrialPlace): Promise<SavedTrial>;
  /** The volumes as they lie, nothing is started. */
  saveAsTheyLie(place: TrialPlace): Promise<SavedTrial>;
  /** Data into a generation that does not run. */
  fill(place: TrialPlace, saved: SavedTrial): Promise<void>;
  drop(place: TrialPlace): Promise<void>;
  /** Removes both instances with everything. */
  removeAll(): Promise<void>;
  /** Names of what still lies there. */
  leftovers(): Promise<readonly string[]>;
  /** The last lines that it wrote. */
  logs(place: TrialPlace): Promise<readonly string[]>;
};
