/** An image as a package names it. */
export type NamedImage = { readonly reference: string; readonly digest: string };

/** An image in podman's store on this machine. */
export type StoredImage = { readonly id: string; readonly digest: string; readonly names: readonly string[]; readonly sizeBytes: number; /** Of any installation, also those that rest. */ readonly containers: number; /** Whether `app build` made it. */ readonly isBuilt: boolean };

/** What lies in the store, and which installations have anything on this machine. */
export type Store = { readonly images: readonly StoredImage[]; readonly installations: ReadonlySet<string> };

/** An image that goes, with all its names. */
type PrunedImage = Pick<StoredImage, 'id' | 'names' | 'sizeBytes'>;

/** What would be done. `released`: names by which this installation alone said that it needs an image that another one needs still. */
export type PruningPlan = {
  readonly removed: readonly PrunedImage[];
  readonly released: readonly string[];
  /** Images of releases of this installation that stay although it does not need them. */
  readonly kept: readonly { readonly name: string; readonly because: 'another-installation' | 'container' }[];
  /** Installations that have not said which images they need: then nothing goes. */
  readonly silent: readonly string[];
};

const CLAIM = /:needed-([0-9a-f]{16})-[0-9a-f]{12}$/u;

/** The name by which an installation says in podman's own store, for all others to see, that it needs an image. */
export function claimTag(installation: string, image: NamedImage): string {
  return `${image.reference}:needed-${installation}-${image.digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
}

/**
 * Decides which images go: those that `app build` made, that a release of this installation names, that it does not need any more, that no other installation of the machine has claimed and of which no container is there. Nothing at
 * all as long as another installation lives here that has claimed none.
 */
export function planPruning(store: Store, own: { readonly installation: string; readonly released: readonly NamedImage[]; readonly needed: readonly NamedImage[] }): PruningPlan {
  const claims = new Map(store.images.map((image) => [image.id, new Set(image.names.flatMap((name) => CLAIM.exec(name)?.[1] ?? []))]));
  const speaking = new Set([...claims.values()].flatMap((one) => [...one]));
  const silent = [...store.installations].filter((one) => one !== own.installation && !speaking.has(one)).toSorted();
  if (silent.length > 0) return { removed: [], released: [], kept: [], silent };
  const released = new Set(own.released.map(({ digest }) => digest));
  const needed = new Set(own.needed.map(({ digest }) => digest));
  const idle = store.images.filter((image) => image.isBuilt && released.has(image.digest) && !needed.has(image.digest));
  const others = (image: StoredImage) => [...(claims.get(image.id) ?? [])].some((one) => one !== own.installation);
  return {
    removed: idle.filter((image) => !others(image) && image.containers === 0).map(({ id, names, sizeBytes }) => ({ id, names, sizeBytes })),
    released: idle.filter(others).flatMap(({ names }) => names.filter((name) => CLAIM.exec(name)?.[1] === own.installation)),
    kept: idle.filter((image) => others(image) || image.containers > 0).map((image) => ({ name: nameOf(image), because: others(image) ? 'another-installation' : 'container' })),
    silent,
  };
}

function nameOf({ digest, names }: StoredImage): string {
  return `${(names[0] ?? '').replace(/:[^/:]*$/u, '')}@${digest.slice(0, 'sha256:'.length + 12)}`;
}
