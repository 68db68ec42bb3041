import { globSync } from 'node:fs';

/** Every TypeScript file of a house that people wrote, relative to its root. */
export function sourceFiles(root: string): string[] {
  return globSync(['kernel', 'platform', 'apps', 'processes', 'tools', 'e2e', 'efa', 'ops'].map((folder) => `${folder}/**/*.ts`), {
    cwd: root,
    exclude: (name) => name.endsWith('node_modules') || name.endsWith('.local'),
  }).sort();
}
