import type { AppPackage, RunnablePackage } from '@allmende/app-packages';

/** Where the reconciler looks up what a released package says; the wiring gives it. */
export type Releases = {
  /** Throws NotFound for a version that was never released. */
  get(app: string, version: string): Promise<AppPackage>;
  /** What a new instance gets; undefined when nothing was released. Without it nothing is placed in containers. */
  newestVersion?(app: string): Promise<string | undefined>;
};

/** How long a package gives all its components to answer after a start; asked of what runs, so with those that the platform adds. */
export function readyMs(run: Pick<RunnablePackage, 'components'>): number {
  return Math.max(...run.components.map((component) => component.probes.startSeconds)) * 1000;
}
