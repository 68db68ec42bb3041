import type { AppProbe } from './app-package.ts';

/** The name of the port that a probe asks. */
export function probePort(probe: Pick<AppProbe, 'http' | 'tcp'>): string {
  return probe.http?.port ?? probe.tcp?.port ?? '';
}
