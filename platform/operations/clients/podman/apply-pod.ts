import { createHmac } from 'node:crypto';
import { packageSecret, type RunnablePackage } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { ReachedServer } from '../../domain/app-needs.ts';
import type { Instance } from '../../domain/instance.ts';
import type { RuntimePlace, RuntimeSpec } from '../../domain/runtime.ts';
import type { Surroundings } from './component-environment.ts';
import { judge, keyOf, startMs } from './judge-pod.ts';
import type { Machine, PodLife } from './machine.ts';
import { clearMark, makeVolume, setMark, unless } from './marks.ts';
import { PodmanFailed } from './podman-failed.ts';
import { podArguments, type PodArguments } from './pod-arguments.ts';
import { containerName, needSecret, podName, secretName, volumeName } from './pod-names.ts';
import { findAddresses, isRunning, type SeenPod } from './pod-state.ts';
import { execIn, waitUntilReady } from './run-in-pod.ts';
import { doorInReach } from './wall-rules.ts';
import { findServers } from '../containers/find-servers.ts';
import { userOf } from '../containers/volume-data.ts';

export const STOP_MS = 60_000;
// An image that is being built at the same time holds podman's store shut for a while.
const CREATE_MS = 120_000;

export type ApplyInput = { readonly app: RunnablePackage; readonly instance: Instance; readonly spec: RuntimeSpec; readonly around: Surroundings; readonly reach: readonly ReachedServer[]; readonly door?: ReachedServer | undefined; readonly log: RuntimePlace['log'] };

/** Brings a generation's pod nearer to what is wanted. What has several components, or data to read in, starts in the background. */
export async function applyPod(machine: Machine, input: ApplyInput): Promise<void> {
  if (input.spec.wanted === 'suspended') return suspendPod(machine, input.instance);
  const { instance, app } = input;
  const marks = await machine.marks(instance);
  if (marks.has('filling')) throw new RuntimeUnable('Die Daten sind nicht vollständig zurückgeholt. Holen Sie sie noch einmal zurück, dann startet die Anwendung.');
  const { door } = input;
  const outside = await findServers(input.reach);
  const reach = new Set([...outside.flatMap(({ addresses, port }) => addresses.map((address) => `${address}:${port}`)), ...(door ? [doorInReach(door.port)] : [])]);
  const network = await machine.networks.ready(instance.tenant, app.egress, [...reach].toSorted());
  const servers = [...outside, ...(door ? [{ ...door, addresses: [network.gateway] }] : [])];
  const wanted = podArguments({ app, instance, installation: machine.installation, network: network.name, around: input.around, rootless: machine.podman.rootless, servers, mark: markOf(input) });
  const there = await machine.pod(instance);
  const life = machine.lives.get(podName(instance));
  if (life?.starting && there?.spec === wanted.spec) return;
  if (marks.has('suspended')) await clearMark(machine.podman, instance, 'suspended');
  const fits = there !== undefined && there.spec === wanted.spec && there.infra !== undefined && wanted.containers.every(({ name }) => there.containers.some((one) => one.name === name));
  if (fits && there.containers.every(isRunning)) {
    const seen = await judge(machine, there, app, 1000);
    if (seen.state !== 'failing') return;
    await stopContainers(machine, there);
  } else if (!fits) {
    if (there) await removePod(machine, podName(instance));
    await createPod(machine, input, wanted, marks.volumes);
  }
  await startPod(machine, input, wanted, marks.has('restoring'));
}

/** Stops a generation and keeps all of it; it is marked so that nobody takes it for broken. */
export async function suspendPod(machine: Machine, instance: Instance): Promise<void> {
  const there = await machine.pod(instance);
  const marks = await machine.marks(instance);
  if (!there && !marks.any) return;
  if (!marks.has('suspended')) await setMark(machine.podman, machine.installation, instance, 'suspended');
  if (there) await stopContainers(machine, there);
}

export async function stopContainers(machine: Machine, pod: SeenPod): Promise<void> {
  machine.lives.delete(pod.name);
  // Whoever is last in the list uses those before it.
  for (const container of pod.containers.toReversed()) if (container.state !== 'created') await machine.podman.run(['stop', container.name], { timeoutMs: STOP_MS });
  await machine.podman.run(['pod', 'stop', pod.name], { timeoutMs: STOP_MS });
}

/** Stops all pods of the installation, a few at a time. */
export async function stopAllPods(machine: Machine): Promise<void> {
  const running = (await machine.pods()).filter((pod) => pod.infra?.running || pod.containers.some(isRunning));
  await Promise.all(running.map((pod) => stopContainers(machine, pod)));
}

export async function removePod(machine: Machine, name: string): Promise<void> {
  machine.lives.delete(name);
  await machine.podman.run(['pod', 'rm', '--force', '--time', '10', name], { timeoutMs: STOP_MS }).catch(unless('no such pod', 'no pod with name'));
}

// Who guesses at a password must not be able to try it against a label.
function markOf({ around, spec }: ApplyInput): string | undefined {
  if (around.needs.size === 0) return undefined;
  return createHmac('sha256', spec.secret('needs')).update(JSON.stringify([...around.needs].toSorted())).digest('hex');
}

async function createPod(machine: Machine, { app, around, instance, spec }: ApplyInput, wanted: PodArguments, volumes: ReadonlySet<string>): Promise<void> {
  const { podman } = machine;
  const secrets = [
    ...(app.secrets ?? []).map(({ name }) => ({ name, value: packageSecret(app, name, (one) => spec.secret(`package/${one}`)) })),
    ...[...around.needs].map(([need, value]) => ({ name: needSecret(need), value })),
  ];
  for (const { name, value } of secrets) {
    await podman.run(['secret', 'rm', secretName(instance, name)]).catch(unless('no such secret', 'no secret with name'));
    // By the environment of this one call: podman takes no socket for its input, and a file would be one more trace.
    await podman.run(['secret', 'create', '--env', secretName(instance, name), 'ALLMENDE_SECRET_VALUE'], { variables: { ALLMENDE_SECRET_VALUE: value } });
  }
  for (const { name } of app.volumes ?? []) if (!volumes.has(volumeName(instance, name))) await makeVolume(podman, machine.installation, instance, volumeName(instance, name), userOf(app, name));
  await setMark(podman, machine.installation, instance, 'there');
  try {
    await podman.run(wanted.pod, { timeoutMs: CREATE_MS });
    for (const { create } of wanted.containers) await podman.run(create, { timeoutMs: CREATE_MS });
  } catch (error) {
    await removePod(machine, podName(instance));
    if (error instanceof PodmanFailed && /image not known|no such image|unable to find/iu.test(error.said)) {
      throw new RuntimeUnable(`Das Abbild von ${app.title.de} ${app.version} liegt nicht auf dieser Maschine. Bauen oder laden Sie es, dann geht es von selbst weiter.`, { cause: error });
    }
    throw error;
  }
}

/** Starts the components one after the other, each when those before it are ready, and then reads in data that wait for it. */
export async function startPod(machine: Machine, { app, instance, spec, log }: Pick<ApplyInput, 'app' | 'instance' | 'log'> & { readonly spec: Pick<RuntimeSpec, 'changed'> }, wanted: Pick<PodArguments, 'containers'>, restoring: boolean): Promise<void> {
  const [first, ...others] = wanted.containers;
  if (!first) return;
  await machine.podman.run(['start', first.name], { timeoutMs: STOP_MS });
  const pod = await machine.pod(instance);
  const address = pod?.infra && (await findAddresses(machine.podman, [pod.infra.id])).get(pod.infra.id);
  if (!pod || !address) throw new RuntimeUnable('Die Anwendung ist gleich nach dem Start wieder verschwunden.');
  const life: PodLife = { key: keyOf(pod), address, starting: undefined, problem: undefined, everReady: false, failures: 0, countedAt: -Infinity, probedAt: -Infinity, good: false, failing: false };
  machine.lives.set(pod.name, life);
  if (others.length === 0 && !restoring) return;
  const goOn = async () => {
    for (const [index, { name }] of others.entries()) {
      await waitUntilReady(life, app.components.slice(0, index + 1), startMs(app));
      await machine.podman.run(['start', name], { timeoutMs: STOP_MS });
    }
    if (!restoring) return;
    const command = app.backup.restore;
    if (command) {
      await waitUntilReady(life, app.components, startMs(app));
      await execIn(machine, containerName(instance, command.component), command.command, 'Das Einlesen der Sicherung');
    }
    await clearMark(machine.podman, instance, 'restoring');
  };
  life.starting = goOn().then(() => undefined, (error: unknown) => {
    log.warn({ instance: instance.id, err: error }, 'a pod could not be started to its end');
    life.problem = error instanceof RuntimeUnable ? error.message : 'Der Start ist gescheitert. Einzelheiten stehen im Protokoll des Betriebs.';
  }).finally(() => {
    life.starting = undefined;
    spec.changed();
  });
}
