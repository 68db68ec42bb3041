import { readConfig } from '@allmende/config';
import { buildAssets } from '@allmende/html';
import { startTelemetry, stopTelemetry } from '@allmende/observe';
import { allRooms, endWithSignals, openDoor, openPlatform, SENSITIVE_ACTS } from '@allmende/process-wiring';
import { confirmSensitive, createSessions } from '@allmende/identity';
import { createServer } from '@allmende/http';
import { keepOwnTraffic } from '@allmende/monitoring';

const config = readConfig();
await startTelemetry(config.telemetry, 'web');
const house = openPlatform(config, 'web');
const app = await createServer({
  house,
  sessions: createSessions(house),
  confirmation: confirmSensitive(house, SENSITIVE_ACTS),
  assets: await buildAssets(),
  pages: allRooms.flatMap((room) => room.pages ?? []),
  api: allRooms.flatMap((room) => room.api ?? []),
  protocols: allRooms.flatMap((room) => room.protocols ?? []),
  servers: allRooms.flatMap((room) => room.servers ?? []),
  navigation: allRooms.flatMap((room) => room.navigation ?? []),
});
await app.listen({ host: house.config.host, port: house.config.port });
const address = app.server.address();
const port = typeof address === 'object' && address ? address.port : house.config.port;
const traffic = keepOwnTraffic(house);
const door = openDoor(house);
house.log.info({ port }, 'web is ready');
process.send?.({ ready: true, port });

endWithSignals(async () => {
  await app.close();
  await door[Symbol.asyncDispose]();
  await traffic[Symbol.asyncDispose]();
  await house.database.close();
  await stopTelemetry();
});
