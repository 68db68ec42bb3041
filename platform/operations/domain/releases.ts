import { withManagedNeeds, type AppPackage } from '@allmende/app-packages';

/** Where the reconciler looks up what a released package says; the wiring gives it. */
export type Releases = {
  /** Throws NotFound for a version that was never released. */
  get(app: string, version: string): Promise<AppPackage>;
  /** What a new instance gets; undefined when nothing was released. Without it nothing is placed in containers. */
  newestVersion?(app: string): Promise<string | undefined>;
};

/** How long the package gives all its components to answer after a start, those that the platform adds included. */
export function readyMs(release: AppPackage): number {
  return Math.max(...withManagedNeeds(release).components.map((component) => component.probes.startSeconds)) * 1000;
}
