import { probePort, type AppComponent, type AppPackage } from '@allmende/app-packages';
import type { Instance } from '../../domain/instance.ts';
import type { Observation } from '../../domain/runtime.ts';
import type { Machine, PodLife } from './machine.ts';
import { LABELS, type PodOf } from './pod-names.ts';
import { findAddresses, isRunning, type SeenPod } from './pod-state.ts';
import { portOf, probe } from './probe.ts';
import { listVolumes } from './marks.ts';

const QUICK_MS = 1500;
const FRESH_MS = 200;
const STALE_MS = 4000;
const SAME_LOOK_MS = 2500;
const FAILURES = 3;

const STARTING: Observation = { state: 'starting', detail: 'Die Anwendung startet.' };

/** How one generation is, by looking at its containers and asking its probes once. */
export async function judgePod(machine: Machine, of: Instance, app: AppPackage): Promise<Observation> {
  const pod = await machine.pod(of);
  return pod ? judge(machine, pod, app, FRESH_MS) : judgeAtRest(machine, of);
}

/** How all generations of this installation are: two listings, and probes of pods that nobody has probed for 4 s. The answer may be 2.5 s old. */
export function judgeAll(machine: Machine): Promise<ReadonlyMap<string, Observation>> {
  const now = performance.now();
  if (machine.lastLook && now - machine.lastLook.at < SAME_LOOK_MS) return machine.lastLook.seen;
  const look = { at: now, seen: lookAtAll(machine) };
  machine.lastLook = look;
  // An error is no answer for the next one who asks.
  look.seen.catch(() => { if (machine.lastLook === look) machine.lastLook = undefined; });
  return look.seen;
}

async function lookAtAll(machine: Machine): Promise<ReadonlyMap<string, Observation>> {
  const [pods, volumes] = await Promise.all([machine.pods(), listVolumes(machine.podman, machine.installation)]);
  const seen = new Map<string, Observation>();
  for (const { Labels } of volumes) if (Labels) seen.set(`${Labels[LABELS.instance]}/${Labels[LABELS.generation]}`, { state: 'suspended' });
  await learnLives(machine, pods);
  await Promise.all(pods.map(async (pod) => {
    const app = await machine.releases.get(pod.app, pod.version).catch(() => undefined);
    seen.set(`${pod.instance}/${pod.generation}`, app ? await judge(machine, pod, app, STALE_MS) : { state: 'failing', detail: `Version ${pod.version} des Pakets ist nicht bekannt.` });
  }));
  for (const name of machine.lives.keys()) if (!pods.some((pod) => pod.name === name)) machine.lives.delete(name);
  return seen;
}

// Data without a pod: it rests, or its data were brought back and it was not started yet.
async function judgeAtRest(machine: Machine, of: PodOf): Promise<Observation> {
  const marks = await machine.marks(of);
  if (marks.has('filling')) return { state: 'failing', detail: 'Das Zurückholen der Daten wurde unterbrochen.' };
  return marks.any ? { state: 'suspended' } : { state: 'absent' };
}

/** How a listed pod is; a probe that is not older than `freshMs` is not repeated. */
export async function judge(machine: Machine, pod: SeenPod, app: AppPackage, freshMs: number): Promise<Observation> {
  const known = machine.lives.get(pod.name);
  if (known?.starting) return STARTING;
  const of = { id: pod.instance, tenant: pod.tenant, generation: pod.generation };
  if (!pod.containers.some(isRunning)) return judgeStopped(machine, pod, of);
  const dead = app.components.find((component) => !pod.containers.some((container) => container.component === component.name && isRunning(container)));
  if (dead) return { state: 'failing', detail: known?.problem ?? notRunning(pod, dead.name) };
  await learnLives(machine, [pod]);
  const life = machine.lives.get(pod.name);
  if (!life) return { state: 'failing', detail: 'Das Netz der Anwendung ist ausgefallen.' };
  if (life.problem !== undefined) return { state: 'failing', detail: life.problem };
  await probeLife(life, pod, app, freshMs);
  const upstream = upstreamOf(life, app);
  if (life.good) return { state: 'running', ...(upstream === undefined ? {} : { upstream }) };
  if (life.failing) return { state: 'failing', detail: 'Die Anwendung läuft, antwortet aber nicht.' };
  return life.everReady ? { state: 'starting', detail: 'Die Anwendung antwortet gerade nicht.' } : STARTING;
}

async function judgeStopped(machine: Machine, pod: SeenPod, of: PodOf): Promise<Observation> {
  const marks = await machine.marks(of);
  if (marks.has('suspended')) return { state: 'suspended' };
  const [first] = pod.containers;
  return { state: 'failing', detail: first ? notRunning(pod, first.component) : 'Die Anwendung wurde nicht fertig angelegt.' };
}

function notRunning(pod: SeenPod, component: string): string {
  const container = pod.containers.find((one) => one.component === component);
  if (!container || container.state === 'created') return `Die Komponente „${component}“ wurde nicht gestartet.`;
  return `Die Komponente „${component}“ läuft nicht (Ende mit ${container.exitCode}).`;
}

function upstreamOf(life: PodLife, app: AppPackage): string | undefined {
  const component = app.components.find(({ name }) => name === app.entrance?.component);
  return component && app.entrance ? `http://${life.address.of(portOf(component, app.entrance.port))}` : undefined;
}

/** Finds the addresses of pods that were started since the last look. A pod whose data have still to be read in is no ready one. */
async function learnLives(machine: Machine, pods: readonly SeenPod[]): Promise<void> {
  const unknown = pods.filter((pod) => pod.infra?.running && machine.lives.get(pod.name)?.key !== keyOf(pod));
  const addresses = await findAddresses(machine.podman, unknown.flatMap((pod) => pod.infra?.id ?? []));
  for (const pod of unknown) {
    const address = addresses.get(pod.infra?.id ?? '');
    if (!address) continue;
    const marks = await machine.marks({ id: pod.instance, tenant: pod.tenant, generation: pod.generation });
    // A start that began meanwhile in this process knows better.
    if (machine.lives.get(pod.name)?.starting) continue;
    const problem = marks.has('restoring') ? 'Das Einlesen der Sicherung wurde unterbrochen.' : undefined;
    machine.lives.set(pod.name, { key: keyOf(pod), address, starting: undefined, problem, everReady: false, failures: 0, countedAt: -Infinity, probedAt: -Infinity, good: false, failing: false });
  }
}

/** Names one life of a pod. */
export function keyOf(pod: SeenPod): string {
  return `${pod.infra?.id ?? ''}@${pod.infra?.startedAtMs ?? 0}`;
}

async function probeLife(life: PodLife, pod: SeenPod, app: AppPackage, freshMs: number): Promise<void> {
  const now = performance.now();
  if (now - life.probedAt < freshMs) return;
  const ask = async (which: 'ready' | 'alive') => {
    const answers = await Promise.all(app.components.map((component) => {
      const one = component.probes[which];
      return one === undefined ? true : probe(life.address.of(portOf(component, probePort(one))), one, QUICK_MS);
    }));
    return !answers.includes(false);
  };
  const [ready, alive] = await Promise.all([ask('ready'), ask('alive')]);
  life.probedAt = now;
  life.good = ready && alive;
  if (life.good) {
    Object.assign(life, { everReady: true, failing: false, failures: 0 });
    return;
  }
  if (!life.everReady && ageMs(pod) < startMs(app)) return;
  // Once it was ready, only `alive` calls for a new start, if the package tells the two apart.
  const dead = life.everReady && app.components.some(({ probes }) => probes.alive) ? !alive : true;
  if (!dead) life.failures = 0;
  else if (now - life.countedAt >= leastPeriodMs(app.components)) {
    // Whoever looks more often than the package wants must not shorten its patience.
    life.countedAt = now;
    life.failures += 1;
  }
  if (life.failures >= mostFailures(app.components)) life.failing = true;
}

// Measured against podman's own times, so by the machine's clock.
function ageMs(pod: SeenPod): number {
  return performance.timeOrigin + performance.now() - Math.max(...pod.containers.map(({ startedAtMs }) => startedAtMs));
}

/** How long a start may take until the first good answer. */
export function startMs(app: AppPackage): number {
  return Math.max(...app.components.map(({ probes }) => probes.startSeconds)) * 1000;
}

function leastPeriodMs(components: readonly AppComponent[]): number {
  return Math.min(...components.map(({ probes }) => (probes.alive ?? probes.ready).periodSeconds ?? 10)) * 900;
}

function mostFailures(components: readonly AppComponent[]): number {
  return Math.min(...components.map(({ probes }) => (probes.alive ?? probes.ready).failures ?? FAILURES));
}
