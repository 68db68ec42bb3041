import { readConfig } from '@allmende/config';
import { createDeliveryService } from '@allmende/fit-connect-service/module';
import { startTelemetry, stopTelemetry } from '@allmende/observe';
import { endWithSignals } from '@allmende/process-wiring/end-with-signals';
import { openPlatform } from '@allmende/process-wiring/open-platform';

const config = readConfig();
await startTelemetry(config.telemetry, 'fit-connect');
const house = openPlatform(config, 'fit-connect');
const app = await createDeliveryService(house);
await app.listen({ host: house.config.host, port: house.config.fitConnect.port });
const address = app.server.address();
const port = typeof address === 'object' && address ? address.port : house.config.fitConnect.port;
house.log.info({ port }, 'the delivery service is ready');
process.send?.({ ready: true, port });

endWithSignals(async () => {
  await app.close();
  await house.database.close();
  await stopTelemetry();
});
