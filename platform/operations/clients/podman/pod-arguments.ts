import { createHash } from 'node:crypto';
import { bytesOf, coresOf, type AppComponent, type AppPackage } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { Instance } from '../../domain/instance.ts';
import type { FoundServer } from '../containers/find-servers.ts';
import { componentEnvironment, type Surroundings } from './component-environment.ts';
import { containerName, LABELS, labelFlags, podName, secretName, volumeName } from './pod-names.ts';

const STOP_SECONDS = 10;
const PROCESSES = 256;
const SCRATCH = '64m';
const LOG_SIZE = '10mb';

/** What a pod is made from. */
export type PodPlan = { readonly app: AppPackage; readonly instance: Instance; readonly installation: string; readonly network: string; readonly around: Surroundings; readonly rootless: boolean; /** Servers outside that the app knows by name. */ readonly servers?: readonly FoundServer[]; /** Another one when connection data have changed, which stand in secrets. */ readonly mark?: string | undefined };

/** The calls that make a pod, without the start. `spec` is the same for the same wish and stands on the pod as a label. */
export type PodArguments = { readonly spec: string; readonly pod: readonly string[]; readonly containers: readonly { readonly name: string; readonly create: readonly string[] }[] };

/** Works out how podman is called for an instance. Throws RuntimeUnable for an image without digest, NeedUnmet for a need that nobody offers. */
export function podArguments(plan: PodPlan): PodArguments {
  const { app, instance, installation } = plan;
  const labels = {
    [LABELS.installation]: installation, [LABELS.tenant]: instance.tenant, [LABELS.instance]: instance.id, [LABELS.generation]: String(instance.generation), [LABELS.app]: app.app, [LABELS.version]: app.version,
  };
  const pod = podName(instance);
  const ports = app.components.flatMap((component) => component.ports.map(({ port }) => port));
  const shared = [
    '--name', pod, '--share', 'net', '--network', plan.network,
    // Bridges have addresses of IPv6 by which the host could be reached; the wall knows it too.
    '--sysctl', 'net.ipv6.conf.all.disable_ipv6=1', '--sysctl', 'net.ipv6.conf.default.disable_ipv6=1',
    ...app.components.flatMap(({ name }) => ['--add-host', `${name}:127.0.0.1`]),
    ...(plan.servers ?? []).filter(({ host, addresses }) => host !== addresses[0]).flatMap(({ host, addresses }) => ['--add-host', `${host}:${addresses[0]}`]),
    // Whoever may not go out is told at once that no name is known, instead of waiting for an answer.
    ...(app.egress === 'none' ? ['--dns', '127.0.0.1'] : []),
    ...(plan.rootless ? ports.flatMap((port) => ['--publish', `127.0.0.1::${port}`]) : []),
  ];
  const containers = app.components.map((component) => ({ component, flags: containerFlags(plan, component) }));
  const spec = createHash('sha256').update(JSON.stringify([shared, containers.map(({ flags }) => flags), ...(plan.mark === undefined ? [] : [plan.mark])])).digest('hex').slice(0, 32);
  const all = { ...labels, [LABELS.spec]: spec };
  return {
    spec,
    pod: ['pod', 'create', ...labelFlags(all), ...shared],
    containers: containers.map(({ component, flags }) => {
      const name = containerName(instance, component.name);
      return { name, create: ['create', '--pod', pod, '--name', name, ...labelFlags({ ...all, [LABELS.component]: component.name }), ...flags] };
    }),
  };
}

function containerFlags({ app, instance, around }: PodPlan, component: AppComponent): string[] {
  const { digest, reference } = component.image;
  if (!digest) throw new RuntimeUnable(`Das Abbild der Komponente „${component.name}“ hat keinen Fingerabdruck; bauen und veröffentlichen Sie das Paket.`);
  const environment = componentEnvironment(component, instance, around);
  const user = `${component.user}:${component.user}`;
  return [
    '--pull=never', '--user', user, '--read-only', '--read-only-tmpfs=false', '--cap-drop=all', '--security-opt=no-new-privileges', '--cgroupns=private', '--systemd=false', '--init', '--http-proxy=false',
    '--restart=no', '--stop-timeout', String(STOP_SECONDS), '--log-driver', 'k8s-file', '--log-opt', `max-size=${LOG_SIZE}`,
    ...limitFlags(app, instance.plan, component),
    ...Object.entries(environment.plain).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(environment.secrets).flatMap(([name, secret]) => ['--secret', `${secretName(instance, secret)},type=env,target=${name}`]),
    ...(component.files ?? []).flatMap((file) => ['--secret', `${secretName(instance, file.secret)},type=mount,target=${file.path},uid=${component.user},gid=${component.user},mode=0400`]),
    ...(component.mounts ?? []).flatMap((mount) => ['--volume', `${volumeName(instance, mount.volume)}:${mount.path}:${mount.readOnly ? 'ro' : 'rw'},nosuid,nodev,nocopy`]),
    ...(component.scratch ?? []).flatMap((path) => ['--tmpfs', `${path}:rw,nosuid,nodev,noexec,size=${SCRATCH},U`]),
    `${reference}@${digest}`,
    ...(component.command ?? []),
  ];
}

// A plan bounds each component; whoever needs a sum of several divides it in the package.
function limitFlags(app: AppPackage, planName: string | undefined, component: AppComponent): string[] {
  const plan = app.plans.find(({ plan }) => plan === planName)?.limits;
  const { resources } = component;
  const cores = Math.min(coresOf(resources.cpuLimit ?? resources.cpu), plan?.cpu === undefined ? Infinity : coresOf(plan.cpu));
  const memory = Math.min(bytesOf(resources.memoryLimit), plan?.memory === undefined ? Infinity : bytesOf(plan.memory));
  const shares = Math.max(2, Math.round(Math.min(coresOf(resources.cpu), cores) * 1024));
  return [
    '--cpus', String(cores), '--cpu-shares', String(shares), '--memory', String(memory), '--memory-swap', String(memory), '--memory-reservation', String(Math.min(bytesOf(resources.memory), memory)),
    '--pids-limit', String(resources.processes ?? PROCESSES),
    // The limit of processes of a user counts over all containers of the machine with that user, so it is wide; what binds is the one above.
    '--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=16384:16384', '--shm-size', '16m',
  ];
}
