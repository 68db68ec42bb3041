import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Manifest = { exports?: Record<string, string> };

/** The files that the packages of a house export, relative to its root. */
export function publicFiles(root: string): string[] {
  const manifests = globSync('{kernel,platform,apps,processes}/*/package.json', { cwd: root });
  return manifests.flatMap((manifest) => {
    const { exports = {} } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as Manifest;
    return Object.values(exports).map((file) => join(dirname(manifest), file));
  });
}
