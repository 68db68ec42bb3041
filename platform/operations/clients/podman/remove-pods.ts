import type { Instance } from '../../domain/instance.ts';
import { removePod } from './apply-pod.ts';
import type { Machine } from './machine.ts';
import { listVolumes, removeVolume, unless } from './marks.ts';
import { LABELS, podName } from './pod-names.ts';

/** Deletes pods, volumes and secrets of all generations of an instance, or of one; with the last of an authority its networks. */
export async function removePods(machine: Machine, instance: Pick<Instance, 'id' | 'tenant'>, generation?: number): Promise<void> {
  const { podman } = machine;
  const labels = { [LABELS.instance]: instance.id, ...(generation === undefined ? {} : { [LABELS.generation]: String(generation) }) };
  for (const pod of await machine.pods(labels)) await removePod(machine, pod.name);
  for (const { Name } of await listVolumes(podman, machine.installation, labels)) await removeVolume(podman, Name);
  await removeSecrets(machine, generation === undefined ? `allmende-${instance.id}-g` : `${podName({ id: instance.id, generation })}-`);
  await machine.networks.drop(instance.tenant);
}

/** Deletes secrets by the start of their names: podman cannot find them by label. */
export async function removeSecrets(machine: Machine, start: string): Promise<void> {
  const names = (await machine.podman.run(['secret', 'ls', '--format', '{{.Name}}'])).split('\n').filter((name) => name.startsWith(start));
  for (const name of names) await machine.podman.run(['secret', 'rm', name]).catch(unless('no such secret', 'no secret with name'));
}
