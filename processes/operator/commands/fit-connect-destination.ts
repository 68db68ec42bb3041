import { readFile } from 'node:fs/promises';
import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { describeService, readNewDestination, registerDestination, type NewDestination } from '@allmende/fit-connect-service';
import { contextFor } from '@allmende/house';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Makes a destination from a file in the form of the official description (`CreateDestination`), active at once with --active; without a file lists all with their figures. */
export async function fitConnectDestination(args: readonly string[]): Promise<number> {
  const { dataDir, json, values, positionals: [file] } = readOptions(args, { active: 'boolean' }, 1);
  const body = file === undefined ? undefined : await readBody(file);
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    if (body !== undefined) {
      const made = await registerDestination(ctx, { ...body, status: values['active'] === true ? 'active' : 'created' });
      if (json) console.log(JSON.stringify({ destinationId: made.id, status: made.status }));
      else console.log(`Der Zustellpunkt ist angelegt: ${made.id} (${made.status}).\n\nEin Client empfängt für ihn mit dem Scope subscribe:destination:${made.id}`);
      return 0;
    }
    const { destinations } = await describeService(ctx);
    if (json) console.log(JSON.stringify(destinations.map(({ id, status, contact, figures }) => ({ destinationId: id, status, owner: contact.legalName, ...figures, oldestWaiting: figures.oldestWaiting?.toISOString() ?? null }))));
    else for (const one of destinations) console.log(`${one.id}  ${one.status}  ${one.contact.legalName}: ${one.figures.waiting} warten, ${one.figures.fetched} abgeholt, ${one.figures.rejected} zurückgewiesen`);
    return 0;
  } finally {
    await close();
  }
}

async function readBody(file: string): Promise<NewDestination> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UnusableConfig(file, `ist nicht lesbar: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readNewDestination(value);
}
