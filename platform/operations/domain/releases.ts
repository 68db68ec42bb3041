import type { AppPackage } from '@allmende/app-packages';

/** Where the reconciler looks up what a released package says; the wiring gives it. */
export type Releases = {
  /** Throws NotFound for a version that was never released. */
  get(app: string, version: string): Promise<AppPackage>;
};

/** How long the package gives all its components to answer after a start. */
export function readyMs(release: Pick<AppPackage, 'components'>): number {
  return Math.max(...release.components.map((component) => component.probes.startSeconds)) * 1000;
}
