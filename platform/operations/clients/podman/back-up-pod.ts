import type { AppPackage, RunnablePackage } from '@allmende/app-packages';
import type { ArchiveWriter } from '../../domain/archive.ts';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { Instance } from '../../domain/instance.ts';
import { STOP_MS, stopContainers } from './apply-pod.ts';
import { startMs } from './judge-pod.ts';
import type { Machine } from './machine.ts';
import { containerName, volumeName } from './pod-names.ts';
import { findAddresses, isRunning, type SeenPod } from './pod-state.ts';
import { execIn, waitUntilReady } from './run-in-pod.ts';
import { saveVolumes, VOLUME_MS } from '../containers/volume-data.ts';

/**
 * Writes a generation's volumes into the archive. What was stopped for it runs again afterwards; when this process is killed in between, the pod is seen as failing and started like any other.
 * Databases that the platform runs for the app are written out while the app rests, or beside it if it may be saved running. `asTheyLie` runs no command and starts nothing.
 */
export async function backUpPod(machine: Machine, input: { readonly instance: Instance; readonly app: RunnablePackage; readonly to: ArchiveWriter; readonly asTheyLie: boolean }): Promise<void> {
  const { app, instance, asTheyLie } = input;
  const pod = await machine.pod(instance);
  const marks = await machine.marks(instance);
  if (marks.has('filling')) throw new RuntimeUnable('Die Daten sind nicht vollständig zurückgeholt; so werden sie nicht gesichert.');
  if (!pod && !marks.any) throw new RuntimeUnable('Von der Anwendung liegen hier keine Daten.');
  const ran = pod?.containers.some(isRunning) ?? false;
  const { prepare, mode } = app.backup;
  if (prepare && !asTheyLie) {
    if (!pod) throw new RuntimeUnable('Die Anwendung ist nicht angelegt. Starten Sie sie, damit sie ihre Daten für die Sicherung schreiben kann.');
    if (!ran) await startAll(machine, pod, app);
    await execIn(machine, containerName(instance, prepare.component), prepare.command, 'Die Vorbereitung der Sicherung');
  }
  const mustRest = asTheyLie || mode === 'stopped';
  const dumps = asTheyLie ? [] : (app.managed?.dumps ?? []);
  const runsNow = ran || ((prepare !== undefined || dumps.length > 0) && !asTheyLie);
  try {
    if (dumps.length > 0) {
      if (!pod) throw new RuntimeUnable('Die Anwendung ist nicht angelegt. Starten Sie sie, damit ihre Datenbank gesichert werden kann.');
      await writeDumps(machine, { pod, instance, app, mustRest });
    }
    if (pod && runsNow && mustRest) await stopContainers(machine, pod);
    await saveVolumes(app, async (volume) => {
      const name = volumeName(instance, volume);
      return marks.volumes.has(name) ? machine.podman.outOf(['volume', 'export', name], { timeoutMs: VOLUME_MS }) : Buffer.alloc(1024);
    }, input.to, asTheyLie);
  } finally {
    if (pod && ran && mustRest) await startAll(machine, pod, app);
    if (pod && !ran && runsNow) await stopContainers(machine, pod);
  }
}

/** Lets every database write out what it holds; those who could still change it rest meanwhile, if the app is one to be saved at rest. */
async function writeDumps(machine: Machine, { pod, instance, app, mustRest }: { readonly pod: SeenPod; readonly instance: Instance; readonly app: RunnablePackage; readonly mustRest: boolean }): Promise<void> {
  const databases = new Set(app.managed?.dumps.map(({ component }) => component));
  if (mustRest) {
    machine.lives.delete(pod.name);
    for (const container of pod.containers.toReversed()) if (!databases.has(container.component) && container.state !== 'created') await machine.podman.run(['stop', container.name], { timeoutMs: STOP_MS });
  }
  for (const { component, command } of app.managed?.dumps ?? []) {
    // Starting one that runs changes nothing; the command waits until it answers.
    await machine.podman.run(['start', containerName(instance, component)], { timeoutMs: STOP_MS });
    await execIn(machine, containerName(instance, component), command, 'Die Sicherung der Datenbank');
  }
}

// As they were, in the order of the package; who does not answer in time is left to the reconciler.
async function startAll(machine: Machine, pod: SeenPod, app: AppPackage): Promise<void> {
  machine.lives.delete(pod.name);
  for (const [index, component] of app.components.entries()) {
    const container = pod.containers.find((one) => one.component === component.name);
    if (!container) throw new RuntimeUnable('Die Anwendung ist nicht vollständig angelegt.');
    await machine.podman.run(['start', container.name], { timeoutMs: STOP_MS });
    if (index === app.components.length - 1) return;
    const now = (await machine.pods()).find(({ name }) => name === pod.name);
    const address = now?.infra && (await findAddresses(machine.podman, [now.infra.id])).get(now.infra.id);
    if (address) await waitUntilReady({ address }, [component], startMs(app));
  }
}
