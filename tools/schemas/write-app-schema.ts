import { writeFile } from 'node:fs/promises';
import { AppPackageSchema } from '@allmende/app-packages';

const target = new URL('../../docs/schemas/allmende-app-1.json', import.meta.url);

/** The published schema of `allmende-app.yaml` as the code has it now. */
export function currentAppSchema(): string {
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'allmende-app.yaml', ...AppPackageSchema }, null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(target, currentAppSchema());
  console.log('docs/schemas/allmende-app-1.json is written');
}
