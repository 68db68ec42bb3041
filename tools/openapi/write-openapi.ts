import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from '@allmende/http';
import { allRooms } from '@allmende/process-wiring';

const target = new URL('../../docs/openapi.json', import.meta.url);

/** The description of the API as the rooms declare it now. */
export async function currentOpenApi(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return `${JSON.stringify(openApiDocument(allRooms.flatMap((room) => room.api ?? []), version), null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(target, await currentOpenApi());
  console.log('docs/openapi.json is written');
}
