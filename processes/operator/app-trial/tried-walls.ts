import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { NotTryable, withManagedNeeds, type AppPackage, type TriedWall, type TrialStage } from '@allmende/app-packages';
import { DOOR_NAME } from '@allmende/single-sign-on';
import { lookAtPod, probeFrom, type SeenPod } from '../clients/inside-of-pod.ts';
import { probeNetwork, type Probe } from '../clients/probe-network.ts';

/** An authority with an instance of the tried app. */
export type TrialSide = { readonly authority: string; readonly tenant: string; /** Of the instance. */ readonly id: string; readonly upstream: string };

type Named = { readonly what: string; readonly probe: Probe };
type Pair = { readonly attacker: TrialSide; readonly victim: TrialSide; readonly from: SeenPod; readonly to: SeenPod };

/** The walls between two authorities, each tried from within a container of either against the other; what answers to nobody is no proof, so everything is asked from where it must answer first. */
export function triedWalls(app: AppPackage, one: TrialSide, other: TrialSide, door: number): ReturnType<TrialStage['walls']> {
  const both = async (): Promise<readonly Pair[]> => {
    const [mine, theirs] = await Promise.all([lookAtPod(one.id), lookAtPod(other.id)]);
    return [{ attacker: one, victim: other, from: mine, to: theirs }, { attacker: other, victim: one, from: theirs, to: mine }];
  };
  const wall = (name: string, work: (pairs: readonly Pair[]) => Promise<Omit<TriedWall, 'name'>>) => ({ name, try: async () => ({ name, ...(await work(await both())) }) });
  return [
    wall('Kein Container erreicht einen Port der anderen Behörde', async (pairs) => sum(pairs.map((pair) => tryPorts(app, pair)))),
    wall('Kein Container erreicht diesen Rechner', (pairs) => withListener((port) => sum(pairs.map((pair) => tryMachine(app, pair, port))))),
    wall('Kein Container erfährt Namen und Adressen der anderen Behörde', async (pairs) => sum(pairs.map((pair) => tryNames(app, pair)))),
    ...(app.needs?.oidc ? [wall('Die Anmeldung der anderen Behörde ist für keinen Container da', async (pairs) => sum(pairs.map((pair) => tryDoor(pair, door))))] : []),
    wall('Kein Container hat Speicher oder Geheimnisse der anderen Behörde oder Ordner dieses Rechners', async (pairs) => sum(pairs.map(lookAtGiven))),
  ];
}

async function tryPorts(app: AppPackage, { attacker, from, to, victim }: Pair): Promise<Omit<TriedWall, 'name'>> {
  const ports = portsOf(app);
  const targets = ports.map((port) => ({ what: `${to.address}:${port} (${victim.authority}) aus ${attacker.authority}`, probe: { kind: 'port' as const, host: to.address, port } }));
  return attack(app, from, await answering(targets, 'Kein Port der Anwendung antwortet diesem Rechner.'));
}

async function tryMachine(app: AppPackage, { attacker, from }: Pair, port: number): Promise<Omit<TriedWall, 'name'>> {
  const addresses = Object.entries(networkInterfaces()).flatMap(([link, list]) => (list ?? []).filter(({ address }) => address !== '127.0.0.1' && address !== '::1').map(({ address }) => ({ link, address })));
  const targets = await answering(addresses.map(({ address, link }) => ({ what: `${address} dieses Rechners aus ${attacker.authority}`, probe: { kind: 'port' as const, host: address.startsWith('fe80') ? `${address}%${link}` : address, port } })), 'Dieser Rechner hat keine Adresse, unter der er antwortet.');
  // There the machine lies behind the one link that a container has.
  return attack(app, from, targets.map(({ probe, what }) => ({ what, probe: probe.kind === 'port' ? { ...probe, host: probe.host.replace(/%.*$/u, '%eth0') } : probe })));
}

/** Names are asked at the name server of either network. A network without one, as that of apps that may not go out, tells nobody anything: then there is nothing to try. */
async function tryNames(app: AppPackage, { attacker, from, to, victim }: Pair): Promise<Omit<TriedWall, 'name'>> {
  const names = [`allmende-${victim.id}-g1`, `allmende-${victim.id}-g1.dns.podman`];
  const known = await probeFrom(to, names.map((name) => ({ kind: 'name', name, server: to.gateway })));
  const probes = names.filter((_, at) => known[at] !== '').flatMap((name) => [from.gateway, to.gateway].map((server) => ({ what: `${name} bei ${server} aus ${attacker.authority}`, probe: { kind: 'name' as const, name, server } })));
  return probes.length === 0 ? { reached: [], attempts: 0 } : attack(app, from, probes);
}

/** Whether the container of a side reaches the sign-in of its own authority. Throws NotTryable where nothing can be tried from within. */
export async function reachesSignIn(side: TrialSide, port: number): Promise<boolean> {
  const pod = await lookAtPod(side.id);
  const [answer] = await probeFrom(pod, [keysAtDoor(pod, port, side.tenant)]);
  return answer === '200';
}

function keysAtDoor({ gateway }: SeenPod, port: number, tenant: string): Probe {
  return { kind: 'page', host: gateway, port, path: `/oidc/${tenant}/jwks`, name: DOOR_NAME };
}

async function tryDoor({ attacker, from, victim }: Pair, port: number): Promise<Omit<TriedWall, 'name'>> {
  const [own, theirs] = await probeFrom(from, [keysAtDoor(from, port, attacker.tenant), keysAtDoor(from, port, victim.tenant)]);
  if (own !== '200') throw new Error(`Die Anmeldung der eigenen Behörde (${attacker.authority}) antwortet dem Container nicht.`);
  return { reached: theirs === '404' || theirs === '' ? [] : [`die Anmeldung von ${victim.authority} aus ${attacker.authority} (${String(theirs)})`], attempts: 1 };
}

async function lookAtGiven({ attacker, from }: Pair): Promise<Omit<TriedWall, 'name'>> {
  if (from.given.length === 0) return { reached: [], attempts: 0 };
  return { reached: from.given.filter((one) => !one.startsWith(`allmende-${attacker.id}-g1`)).map((one) => `${one} in ${attacker.authority}`), attempts: from.given.length };
}

/** Those that answer to this machine itself. Throws NotTryable when none does. */
async function answering<Target extends Named>(targets: readonly Target[], why: string): Promise<readonly Target[]> {
  const seen = await probeNetwork(targets.map(({ probe }) => probe));
  const left = targets.filter((_, at) => seen[at] !== '');
  if (left.length === 0) throw new NotTryable(why);
  return left;
}

/** Tries the targets from within; what runs there itself must answer beside, or nothing was shown. Throws NotTryable then. */
async function attack(app: AppPackage, from: SeenPod, targets: readonly Named[]): Promise<Omit<TriedWall, 'name'>> {
  const own = portsOf(app).map((port): Probe => ({ kind: 'port', host: from.address, port }));
  const all = await probeFrom(from, [...own, ...targets.map(({ probe }) => probe)]);
  if (all.slice(0, own.length).every((one) => one === '')) throw new NotTryable('Aus dem Netz des Containers antwortet nicht einmal er selbst.');
  const seen = all.slice(own.length);
  return { reached: targets.filter((_, at) => seen[at] !== '').map(({ what }) => what), attempts: targets.length };
}

function portsOf(app: AppPackage): readonly number[] {
  return withManagedNeeds(app).components.flatMap(({ ports }) => ports.map(({ port }) => port));
}

async function sum(parts: readonly Promise<Omit<TriedWall, 'name'>>[]): Promise<Omit<TriedWall, 'name'>> {
  const all = await Promise.all(parts);
  return { reached: all.flatMap(({ reached }) => reached), attempts: all.reduce((count, { attempts }) => count + attempts, 0) };
}

async function withListener<Result>(work: (port: number) => Promise<Result>): Promise<Result> {
  const server = createServer((socket) => { socket.on('error', () => undefined); socket.end(); });
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(0, '::', resolve); });
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}
