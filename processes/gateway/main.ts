import { hostname } from 'node:os';
import { readConfig } from '@allmende/config';
import { createGateway } from '@allmende/gateway/module';
import { startTelemetry, stopTelemetry } from '@allmende/observe';
import { endWithSignals } from '@allmende/process-wiring/end-with-signals';
import { entranceOf } from '@allmende/process-wiring/entrance-of';
import { openPlatform } from '@allmende/process-wiring/open-platform';

const config = readConfig();
await startTelemetry(config.telemetry, 'gateway');
const house = openPlatform(config, 'gateway');
const gateway = await createGateway(house, { entranceOf, process: `${hostname()}:${house.config.apps.port}` });
house.log.info({ port: gateway.port, routes: gateway.routes.count() }, 'gateway is ready');
process.send?.({ ready: true, port: gateway.port });

endWithSignals(async () => {
  await gateway.stop();
  await house.database.close();
  await stopTelemetry();
});
