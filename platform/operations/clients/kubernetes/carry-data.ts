import { HELPER_FOLDER, imageOf, renderHelper, type AppPackage } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import { ApiFailed } from './api-failed.ts';
import type { LiveObject } from './api-server.ts';
import type { Cluster, Lot } from './cluster.ts';
import { podProblem } from './judge-generation.ts';
import { CLAIM, POD } from './kinds.ts';
import type { LivePod } from './live-objects.ts';
import { runInContainer, type Ended } from './run-in-container.ts';
import { waitUntil } from './wait-until.ts';

const HELPER_MS = 180_000;
const CARRY_MS = 30 * 60_000;
const ROOT_ENTRY = './';
const TAR_BLOCK = 512;

/** All that lies in a volume, as a tar file; an empty one for a disk that was never made. */
export async function readVolume(cluster: Cluster, lot: Lot, app: AppPackage, volume: string, claim: string): Promise<Buffer> {
  if (!(await cluster.api.get<LiveObject>(CLAIM, lot.namespace, claim))) return Buffer.alloc(2 * TAR_BLOCK);
  return withHelper(cluster, lot, app, volume, 'read', async (run) => {
    // A folder that the file system keeps for itself, in which only root may look.
    const ended = await run(['tar', '-C', HELPER_FOLDER, '-cf', '-', '--exclude=./lost+found', '.']);
    // A program that goes on running may write meanwhile; that its package allows it is said by its `backup.mode`.
    if (ended.code !== 0 && !(ended.code === 1 && /changed as we read it|removed before we read it/u.test(ended.errors))) throw new RuntimeUnable(`Der Speicher „${volume}“ kann nicht gelesen werden: ${ended.errors.trim().slice(-300)}`);
    return ended.output;
  });
}

/** Fills an empty volume from a tar file, as the user that owns it. Owners other than that one cannot be brought back: nothing runs as root. */
export async function fillVolume(cluster: Cluster, lot: Lot, app: AppPackage, volume: string, tar: Buffer): Promise<void> {
  await withHelper(cluster, lot, app, volume, 'fill', async (run) => {
    const ended = await run(['tar', '-C', HELPER_FOLDER, '-xpof', '-'], withoutRoot(tar));
    if (ended.code !== 0) throw new RuntimeUnable(`Der Speicher „${volume}“ kann nicht gefüllt werden: ${ended.errors.trim().slice(-300)}`);
  });
}

// The volume's own folder belongs to the cluster: its permissions cannot be set, and tar would fail for it.
function withoutRoot(tar: Buffer): Buffer {
  return tar.toString('latin1', 0, ROOT_ENTRY.length + 1) === `${ROOT_ENTRY}\0` ? tar.subarray(TAR_BLOCK) : tar;
}

type Run = (command: readonly string[], input?: Buffer) => Promise<Ended>;

async function withHelper<Result>(cluster: Cluster, lot: Lot, app: AppPackage, volume: string, purpose: 'read' | 'fill', work: (run: Run) => Promise<Result>): Promise<Result> {
  const mounting = app.components.find(({ mounts }) => mounts?.some((mount) => mount.volume === volume)) ?? app.components[0];
  if (!mounting) throw new RuntimeUnable('Das Paket hat keine Komponente.');
  const helper = renderHelper(app, lot, { volume, purpose, image: cluster.helperImage ?? imageOf(mounting, cluster.settings.registry) });
  const { name } = helper.metadata;
  // One that a killed worker left behind may hold the volume in another way, or be about to end.
  await removeHelper(cluster, lot, name);
  await cluster.api.create(helper).catch((error: unknown) => { if (!(error instanceof ApiFailed && error.reason === 'AlreadyExists')) throw error; });
  try {
    await waitUntil(async () => {
      const pod = await cluster.api.get<LivePod>(POD, lot.namespace, name);
      if (pod?.status?.phase === 'Running' && pod.status.containerStatuses?.every(({ state }) => state?.running)) return true;
      const problem = pod && podProblem(pod, { startSeconds: 0 }, cluster.now());
      if (problem !== undefined) throw new RuntimeUnable(`Der Speicher „${volume}“ ist nicht zugänglich: ${/kann nicht gestartet|läuft nicht/u.test(problem) ? missingTools(cluster) : problem}`);
      return undefined;
    }, HELPER_MS, `Der Speicher „${volume}“ ist im Cluster nicht rechtzeitig zugänglich geworden.`);
    return await work(async (command, input) => {
      const ended = await runInContainer(cluster.api.config, { namespace: lot.namespace, pod: name, container: 'helper' }, command, { timeoutMs: CARRY_MS, ...(input ? { input } : {}) });
      if (ended.code !== 0 && /executable file not found|no such file or directory.*tar|exec: "tar"/iu.test(ended.errors)) throw new RuntimeUnable(`Der Speicher „${volume}“ ist nicht zugänglich: ${missingTools(cluster)}`);
      return ended;
    });
  } finally {
    await cluster.api.remove(POD, lot.namespace, name, { graceSeconds: 0 }).catch((error: unknown) => { if (!(error instanceof ApiFailed)) throw error; });
  }
}

async function removeHelper(cluster: Cluster, lot: Lot, name: string): Promise<void> {
  await cluster.api.remove(POD, lot.namespace, name, { graceSeconds: 0 });
  await waitUntil(async () => ((await cluster.api.get(POD, lot.namespace, name)) === undefined ? true : undefined), HELPER_MS, 'Eine frühere Übertragung von Daten ist im Cluster noch nicht beendet.');
}

function missingTools({ helperImage }: Cluster): string {
  return helperImage === undefined ? 'Das Abbild der Anwendung hat kein „sleep“ und „tar“. Nennen Sie in ALLMENDE_KUBERNETES_HELPER_IMAGE eines, das beide hat.' : 'Das Abbild aus ALLMENDE_KUBERNETES_HELPER_IMAGE hat kein „sleep“ oder kein „tar“.';
}
