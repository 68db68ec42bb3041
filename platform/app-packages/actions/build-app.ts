import path from 'node:path';
import { buildImage } from '../clients/build-image.ts';
import { readPackageFolder } from '../clients/read-package-folder.ts';
import { serviceFolder } from '../clients/service-folder.ts';
import { writeAppLock } from '../clients/write-app-lock.ts';
import type { AppLock } from '../domain/app-lock.ts';
import type { AppPackage } from '../domain/app-package.ts';
import { UnusablePackage } from '../domain/errors.ts';
import { MANAGED, managedNeeds } from '../domain/managed-needs.ts';

/** One image of a package after building. */
export type BuiltComponent = { readonly component: string; readonly reference: string; readonly digest: string; readonly sizeBytes: number; readonly seconds: number; /** Whether it was made now; else it was there. */ readonly isNew: boolean };

/**
 * Makes the images of a package on this machine, those of its database and cache included, and writes their digests into `allmende-app.lock.yaml`. An image of a folder that has not changed is not made again, unless `fresh`. Components with the same
 * folder and name share one image. Runs the package's own `build.sh` as the calling user: build only what you trust. Throws UnusablePackage and ImageNotBuilt.
 */
export async function buildApp(input: { readonly folder: string; readonly environment: Readonly<Record<string, string | undefined>>; readonly fresh?: boolean; readonly onImage?: (built: BuiltComponent) => void }): Promise<readonly BuiltComponent[]> {
  const read = await readPackageFolder(input.folder);
  const errors = read.problems.filter(({ severity, file }) => severity === 'error' && file === 'allmende-app.yaml');
  if (!read.package || errors.length > 0) throw new UnusablePackage(input.folder, errors);
  const built: BuiltComponent[] = [];
  const images: AppLock['images'] = {};
  for (const { name, reference, folder } of imagesToBuild(read.package, input.folder)) {
    const inputs = read.inputs.get(name);
    if (inputs === undefined) continue;
    const start = performance.now();
    const shared = built.find((one) => one.reference === reference && images[one.component]?.inputs === inputs);
    const made = shared ? { ...shared, isNew: false } : await buildImage({ reference, folder, inputs, fresh: input.fresh ?? false, environment: input.environment });
    images[name] = { digest: made.digest, inputs };
    const one = { component: name, reference, digest: made.digest, sizeBytes: made.sizeBytes, seconds: (performance.now() - start) / 1000, isNew: made.isNew };
    built.push(one);
    input.onImage?.(one);
  }
  if (built.length > 0) await writeAppLock(input.folder, { images });
  return built;
}

function imagesToBuild(app: AppPackage, folder: string): readonly { readonly name: string; readonly reference: string; readonly folder: string }[] {
  return [
    ...managedNeeds(app).map((need) => ({ name: need, reference: MANAGED[need].reference, folder: serviceFolder(need) })),
    ...app.components.flatMap(({ name, image }) => (image.build === undefined ? [] : [{ name, reference: image.reference, folder: path.resolve(folder, image.build) }])),
  ];
}
