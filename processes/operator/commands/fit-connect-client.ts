import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { createClient, describeService, endClient } from '@allmende/fit-connect-service';
import { contextFor } from '@allmende/house';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Lets a program use the delivery service (--name, --scopes), ends one (--end), or lists all. The secret is shown this once. */
export async function fitConnectClient(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { name: 'string', scopes: 'string', end: 'string' });
  const { name, scopes, end } = values;
  if ((typeof name === 'string') !== (typeof scopes === 'string')) throw new UnusableConfig('Aufruf', 'Nennen Sie Name und Scopes: ./allmende fit-connect client --name "Fachverfahren Bau" --scopes "create:destination"');
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const { address } = house.config.fitConnect;
    if (typeof end === 'string') {
      await endClient(ctx, { client: end });
      console.log(json ? JSON.stringify({ client: end, ended: true }) : 'Der Client wurde beendet. Seine Token gelten nicht mehr.');
    } else if (typeof name === 'string' && typeof scopes === 'string') {
      const { client, secret } = await createClient(ctx, { name, scopes: scopes.split(/\s+/u) });
      if (json) console.log(JSON.stringify({ clientId: client.id, clientSecret: secret, scopes: client.scopes, tokenUrl: `${address}/token`, submissionApi: address }));
      else console.log(`${client.name} darf den Zustelldienst benutzen.\n\n  Client-ID:     ${client.id}\n  Client-Secret: ${secret}\n  Token:         ${address}/token\n  Zustelldienst: ${address}\n  Scopes:        ${client.scopes.join(' ')}\n\nDas Secret wird nur dieses Mal gezeigt.`);
    } else {
      const { clients } = await describeService(ctx);
      if (json) console.log(JSON.stringify(clients.map(({ id, name: called, scopes: allowed, endedAt }) => ({ clientId: id, name: called, scopes: allowed, ended: endedAt !== undefined }))));
      else for (const one of clients) console.log(`${one.id}  ${one.endedAt === undefined ? 'gilt   ' : 'beendet'}  ${one.name}  ${one.scopes.join(' ')}`);
    }
    return 0;
  } finally {
    await close();
  }
}
