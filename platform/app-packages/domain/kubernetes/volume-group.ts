import type { AppPackage } from '../app-package.ts';

/** The user whose component writes a volume first: it owns what is brought back into it. */
export function volumeUser(app: AppPackage, volume: string): number {
  const mounting = app.components.filter((component) => component.mounts?.some((mount) => mount.volume === volume));
  const writing = mounting.find((component) => component.mounts?.some((mount) => mount.volume === volume && !mount.readOnly));
  return (writing ?? mounting[0] ?? app.components[0])?.user ?? 1000;
}

/** The one group that may write all volumes of a generation: each pod gives its volumes to its group, and two pods with different ones would take them from each other. */
export function volumeGroup(app: AppPackage): number {
  const [first] = app.volumes ?? [];
  return first ? volumeUser(app, first.name) : (app.components[0]?.user ?? 1000);
}

/** Components that mount a volume together with another one, and so must run on one machine. */
export function neighbours(app: AppPackage): readonly string[] {
  const mounting = (volume: string) => app.components.filter((component) => component.mounts?.some((mount) => mount.volume === volume)).map(({ name }) => name);
  return [...new Set((app.volumes ?? []).map(({ name }) => mounting(name)).filter((names) => names.length > 1).flat())].toSorted();
}
