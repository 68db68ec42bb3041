import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NotTryable } from '@allmende/app-packages';
import type { Probe } from './probe-network.ts';

const run = promisify(execFile);
const PROBE = fileURLToPath(new URL('probe-network.ts', import.meta.url));
const PATIENCE_MS = 60_000;

/** What podman says of a pod of an app: where it is in the network of its authority, and what its containers were given. */
export type SeenPod = {
  /** A process in its network. */
  readonly pid: number;
  readonly address: string;
  /** This machine in that network. */
  readonly gateway: string;
  /** Names of volumes and secrets that any of its containers has, and folders of this machine. */
  readonly given: readonly string[];
};

type Inspected = {
  readonly State: { readonly Pid: number }; readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string; readonly Gateway: string }>> | null };
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string; readonly Source: string }[] | null; readonly Config: { readonly CreateCommand?: readonly string[] };
};

/** Looks at the pod of the first generation of an instance. Throws when it is not there. */
export async function lookAtPod(instance: string): Promise<SeenPod> {
  const pod = JSON.parse((await run('podman', ['pod', 'inspect', `allmende-${instance}-g1`], { timeout: PATIENCE_MS })).stdout) as { readonly InfraContainerID: string; readonly Containers: readonly { readonly Id: string }[] };
  const inspect = async (ids: readonly string[]) => JSON.parse((await run('podman', ['container', 'inspect', ...ids], { timeout: PATIENCE_MS, maxBuffer: 64 * 1024 ** 2 })).stdout) as Inspected[];
  const [[infra], all] = await Promise.all([inspect([pod.InfraContainerID]), inspect(pod.Containers.map(({ Id }) => Id))]);
  const network = Object.values(infra?.NetworkSettings.Networks ?? {})[0];
  if (!infra || !network) throw new Error('Der Container hat kein Netz.');
  const given = all.flatMap(({ Mounts, Config }) => [...(Mounts ?? []).map(({ Type, Name, Source }) => (Type === 'volume' ? Name ?? Source : Source)), ...secretsIn(Config.CreateCommand ?? [])]);
  return { pid: infra.State.Pid, address: network.IPAddress, gateway: network.Gateway, given };
}

// Podman names those that come as files alone; what it was called with names all.
function secretsIn(command: readonly string[]): readonly string[] {
  return command.flatMap((word, at) => (command[at - 1] === '--secret' ? [word.split(',')[0] ?? word] : []));
}

/** Tries things from within the network of a pod, where nothing of its own need be able to. Throws NotTryable where a process cannot be started there. */
export async function probeFrom(pod: SeenPod, probes: readonly Probe[]): Promise<readonly string[]> {
  try {
    const { stdout } = await run('nsenter', [`--net=/proc/${pod.pid}/ns/net`, '--', process.execPath, '--disable-warning=ExperimentalWarning', PROBE, JSON.stringify(probes)], { timeout: PATIENCE_MS });
    return JSON.parse(stdout) as string[];
  } catch (error) {
    throw new NotTryable(`Aus dem Netz eines Containers lässt sich hier nichts versuchen (nsenter): ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}
