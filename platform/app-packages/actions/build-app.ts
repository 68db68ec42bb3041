import path from 'node:path';
import { buildImage } from '../clients/build-image.ts';
import { readPackageFolder } from '../clients/read-package-folder.ts';
import { writeAppLock } from '../clients/write-app-lock.ts';
import type { AppLock } from '../domain/app-lock.ts';
import { UnusablePackage } from '../domain/errors.ts';

/** One image of a package after building. */
export type BuiltComponent = { readonly component: string; readonly reference: string; readonly digest: string; readonly sizeBytes: number; readonly seconds: number; /** Whether it was made now; else it was there. */ readonly isNew: boolean };

/**
 * Makes the images of a package on this machine and writes their digests into `allmende-app.lock.yaml`. An image of a folder that has not changed is not made again, unless `fresh`. Components with the same
 * folder and name share one image. Runs the package's own `build.sh` as the calling user: build only what you trust. Throws UnusablePackage and ImageNotBuilt.
 */
export async function buildApp(input: { readonly folder: string; readonly environment: Readonly<Record<string, string | undefined>>; readonly fresh?: boolean; readonly onImage?: (built: BuiltComponent) => void }): Promise<readonly BuiltComponent[]> {
  const read = await readPackageFolder(input.folder);
  const errors = read.problems.filter(({ severity, file }) => severity === 'error' && file === 'allmende-app.yaml');
  if (!read.package || errors.length > 0) throw new UnusablePackage(input.folder, errors);
  const built: BuiltComponent[] = [];
  const images: AppLock['images'] = {};
  for (const { name, image } of read.package.components) {
    const inputs = read.inputs.get(name);
    if (image.build === undefined || inputs === undefined) continue;
    const start = performance.now();
    const shared = built.find((one) => one.reference === image.reference && images[one.component]?.inputs === inputs);
    const made = shared ? { ...shared, isNew: false } : await buildImage({ reference: image.reference, folder: path.resolve(input.folder, image.build), inputs, fresh: input.fresh ?? false, environment: input.environment });
    images[name] = { digest: made.digest, inputs };
    const one = { component: name, reference: image.reference, digest: made.digest, sizeBytes: made.sizeBytes, seconds: (performance.now() - start) / 1000, isNew: made.isNew };
    built.push(one);
    input.onImage?.(one);
  }
  if (built.length > 0) await writeAppLock(input.folder, { images });
  return built;
}
