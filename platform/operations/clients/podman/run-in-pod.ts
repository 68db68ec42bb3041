import { setTimeout as sleep } from 'node:timers/promises';
import { probePort, type AppComponent } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Machine, PodLife } from './machine.ts';
import { PodmanFailed } from './podman-failed.ts';
import { containerName } from './pod-names.ts';
import { isRunning } from './pod-state.ts';
import { portOf, probe } from './probe.ts';

const COMMAND_MS = 10 * 60_000;
const WAIT_MS = 60_000;
const END_OF_OUTPUT = 600;

/** Runs a command of the package in a component, which is waited for up to a minute. Throws RuntimeUnable with the end of its output when it fails. */
export async function runInPod(machine: Machine, instance: Instance, command: { readonly component: string; readonly command: readonly string[] }, what: string): Promise<void> {
  const runs = async () => (await machine.pod(instance))?.containers.some((one) => one.component === command.component && isRunning(one)) ?? false;
  for (const end = performance.now() + WAIT_MS; !(await runs()); await sleep(500)) {
    if (performance.now() > end) throw new RuntimeUnable(`${what} war nicht möglich: Die Komponente „${command.component}“ läuft nicht.`);
  }
  await execIn(machine, containerName(instance, command.component), command.command, what);
}

/** Runs a command in a container. */
export async function execIn(machine: Machine, container: string, command: readonly string[], what: string): Promise<void> {
  try {
    await machine.podman.run(['exec', container, ...command], { timeoutMs: COMMAND_MS });
  } catch (error) {
    if (!(error instanceof PodmanFailed)) throw error;
    throw new RuntimeUnable(`${what} ist gescheitert: ${error.said.trim().slice(-END_OF_OUTPUT)}`, { cause: error });
  }
}

/** Waits until all these components answer their probe `ready`; throws RuntimeUnable after `patienceMs`. */
export async function waitUntilReady(life: Pick<PodLife, 'address'>, components: readonly AppComponent[], patienceMs: number): Promise<void> {
  for (const component of components) {
    const { ready } = component.probes;
    for (const end = performance.now() + patienceMs; !(await probe(life.address.of(portOf(component, probePort(ready))), ready, 5000)); await sleep(300)) {
      if (performance.now() > end) throw new RuntimeUnable(`Die Komponente „${component.name}“ antwortet auch nach ${Math.round(patienceMs / 1000)} Sekunden nicht.`);
    }
  }
}
