import type { Instance } from '../../domain/instance.ts';
import type { Usage } from '../../domain/runtime.ts';
import type { Machine } from './machine.ts';
import { listVolumes } from './marks.ts';
import { LABELS } from './pod-names.ts';
import { isRunning } from './pod-state.ts';

/** Processor time and memory of a generation's containers, and the bytes in its volumes. Processor time starts anew with each start. */
export async function measureUsage(machine: Machine, instance: Instance): Promise<Usage> {
  const labels = { [LABELS.instance]: instance.id, [LABELS.generation]: String(instance.generation) };
  const [pod, volumes] = await Promise.all([machine.pod(instance), listVolumes(machine.podman, machine.installation, labels)]);
  const running = pod?.containers.filter(isRunning) ?? [];
  const [stats, storageBytes] = await Promise.all([
    running.length === 0 ? '' : machine.podman.run(['stats', '--no-stream', '--format', '{{.ContainerStats.CPUNano}} {{.ContainerStats.MemUsage}}', ...running.map(({ name }) => name)]),
    sizeOf(machine, volumes.map(({ Mountpoint }) => Mountpoint)),
  ]);
  const measured = stats.split('\n').filter((line) => line.trim() !== '').map((line) => line.trim().split(' ').map(Number));
  const sum = (column: number) => measured.reduce((total, line) => total + (line[column] ?? 0), 0);
  return { ...(measured.length === 0 ? {} : { cpuSeconds: sum(0) / 1e9, memoryBytes: sum(1) }), ...(storageBytes === undefined ? {} : { storageBytes }) };
}

async function sizeOf(machine: Machine, folders: readonly string[]): Promise<number | undefined> {
  if (folders.length === 0) return 0;
  const { code, output } = await machine.podman.inNetwork('du', ['-sk', ...folders]);
  if (code !== 0) return undefined;
  return output.split('\n').reduce((total, line) => total + (Number.parseInt(line, 10) || 0) * 1024, 0);
}
