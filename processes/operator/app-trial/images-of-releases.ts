import { getRelease, listReleases, newestRelease, withManagedNeeds, type AppPackage } from '@allmende/app-packages';
import type { House } from '@allmende/house';
import { listNeededVersions, type NamedImage } from '@allmende/operations';

/** Images by digest that releases of this installation name, and those of them that it needs: for what runs, was saved or is being brought to authorities, and for what can be ordered next. */
export async function imagesOfReleases(house: Pick<House, 'database'>): Promise<{ readonly released: readonly NamedImage[]; readonly needed: readonly NamedImage[] }> {
  const [listed, named] = await Promise.all([listReleases(house), listNeededVersions(house)]);
  const keys = new Set(named.map(({ app, version }) => `${app} ${version}`));
  for (const app of new Set(listed.map((release) => release.app))) {
    for (const channel of ['stable', 'preview'] as const) {
      const newest = await newestRelease(house, { app, channel });
      if (newest) keys.add(`${app} ${newest.version}`);
    }
  }
  const releases = await Promise.all(listed.map((one) => getRelease(house, one)));
  return { released: releases.flatMap((one) => imagesOf(one.package)), needed: releases.filter(({ app, version }) => keys.has(`${app} ${version}`)).flatMap((one) => imagesOf(one.package)) };
}

/** The images of a package, those of its database and cache included. */
export function imagesOf(app: AppPackage): readonly NamedImage[] {
  return withManagedNeeds(app).components.flatMap(({ image }) => (image.digest === undefined ? [] : [{ reference: image.reference, digest: image.digest }]));
}
