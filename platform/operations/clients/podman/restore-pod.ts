import type { RunnablePackage } from '@allmende/app-packages';
import type { ArchiveReader } from '../../domain/archive.ts';
import type { Instance } from '../../domain/instance.ts';
import { removePod } from './apply-pod.ts';
import type { Machine } from './machine.ts';
import { clearMark, makeVolume, removeVolume, setMark } from './marks.ts';
import { podName, volumeName } from './pod-names.ts';
import { userOf, VOLUME_MS, volumesOf } from '../containers/volume-data.ts';

/**
 * Puts the data of an archive in place of what a generation has. As long as it is not whole it is marked, and nothing starts on it; it is started by the next `apply`, which then runs the package's own
 * `restore` command unless volumes were copied as they lay.
 */
export async function restorePod(machine: Machine, { instance, app, from }: { readonly instance: Instance; readonly app: RunnablePackage; readonly from: ArchiveReader }): Promise<void> {
  // All of it is checked before anything is deleted: an unusable archive changes nothing.
  const tars = await volumesOf(app, from);
  const { podman, installation } = machine;
  const there = (await machine.marks(instance)).volumes;
  await setMark(podman, installation, instance, 'filling');
  await removePod(machine, podName(instance));
  for (const { name } of app.volumes ?? []) {
    const volume = volumeName(instance, name);
    if (there.has(volume)) await removeVolume(podman, volume);
    await makeVolume(podman, installation, instance, volume, userOf(app, name));
    const tar = tars.get(name);
    if (tar) await podman.into(['volume', 'import', volume, '-'], tar, { timeoutMs: VOLUME_MS });
  }
  await setMark(podman, installation, instance, 'there');
  if (app.backup.restore && !from.manifest.asTheyLie) await setMark(podman, installation, instance, 'restoring');
  else await clearMark(podman, instance, 'restoring');
  await clearMark(podman, instance, 'filling');
}
