import { installationId } from '../containers/installation-id.ts';
import { claimTag, type NamedImage, type PruningPlan, type Store } from '../../domain/plan-pruning.ts';
import { openPodman } from './podman-command.ts';
import { PodmanFailed } from './podman-failed.ts';
import { LABELS } from './pod-names.ts';

type ListedImage = { readonly Id: string; readonly Digest: string; readonly Names: readonly string[] | null; readonly Size: number; readonly Containers: number; readonly Labels: Readonly<Record<string, string>> | null };
type Labelled = { readonly Labels: Readonly<Record<string, string>> | null };

const PRUNE_MS = 120_000;

/** Podman's store of images on this machine, as one installation sees and tends it. */
type ImageStore = {
  readonly installation: string;
  look(): Promise<Store>;
  /** Says for all installations of the machine to see that this one needs these images; those that are not here are left out. Safe to repeat. */
  claim(images: readonly NamedImage[]): Promise<void>;
  /** Does what was planned; an image of which a container came up meanwhile stays. Returns what is gone. */
  prune(plan: PruningPlan): Promise<readonly string[]>;
};

/** Opens the store; `folder` as for the runtime. */
export async function openImageStore(place: { readonly dataDir: string; readonly folder: string }): Promise<ImageStore> {
  const podman = await openPodman(place.folder);
  const installation = await installationId(place.dataDir);
  // Podman lists an image once for each of its names.
  const list = async () => [...new Map((await podman.json<ListedImage[]>(['images', '--format', 'json'])).map((one) => [one.Id, one])).values()];
  return {
    installation,
    look: async () => {
      const [images, containers, volumes] = await Promise.all([list(), podman.json<Labelled[]>(['ps', '--all', '--format', 'json']), podman.json<Labelled[]>(['volume', 'ls', '--format', 'json'])]);
      return {
        images: images.map((one) => ({ id: one.Id, digest: one.Digest, names: one.Names ?? [], sizeBytes: one.Size, containers: one.Containers, isBuilt: one.Labels?.['allmende.inputs'] !== undefined })),
        installations: new Set([...containers, ...volumes].flatMap(({ Labels }) => Labels?.[LABELS.installation] ?? [])),
      };
    },
    claim: async (wanted) => {
      const there = new Map((await list()).map((one) => [one.Digest, one]));
      for (const image of wanted) {
        const found = there.get(image.digest);
        const tag = claimTag(installation, image);
        if (found && !(found.Names ?? []).includes(tag)) await podman.run(['tag', found.Id, tag]);
      }
    },
    prune: async ({ removed, released }) => {
      const gone: string[] = [];
      for (const name of released) await podman.run(['untag', name, name]);
      for (const { id, names } of removed) {
        try {
          // Name by name and without force: the last one takes the image along, and only if nothing is made of it.
          for (const name of names) await podman.run(['rmi', '--no-prune', name], { timeoutMs: PRUNE_MS });
          gone.push(id);
        } catch (error) {
          if (!(error instanceof PodmanFailed && /in use|used by/iu.test(error.said))) throw error;
        }
      }
      return gone;
    },
  };
}
