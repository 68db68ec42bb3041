import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '@allmende/config';
import { endWithSignals } from '@allmende/process-wiring/end-with-signals';
import { systemClock } from '@allmende/time';
import { serviceProviderMetadata } from './clients/service-provider-metadata.ts';
import { makeTestKeys, testMetadata } from './keys.ts';
import { createTestBundid } from './server.ts';

const config = readConfig();
if (config.environment === 'production') {
  console.error('Die Test-BundID läuft nicht im Betrieb: Sie lässt jeden als jeden herein.');
  process.exit(1);
}
if (config.bundidMetadata === undefined) throw new Error('ALLMENDE_BUNDID_METADATA names no file');
const keys = await makeTestKeys(systemClock.now());
const server = createTestBundid({
  keys, now: () => systemClock.now(),
  metadataOf: (serviceProvider) => serviceProviderMetadata(config.publicAddress, serviceProvider),
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
if (typeof address !== 'object' || address === null) throw new Error('the test BundID has no port');
const file = config.bundidMetadata;
await mkdir(path.dirname(file), { recursive: true });
await writeFile(`${file}.new`, testMetadata({ address: `http://127.0.0.1:${address.port}`, certificates: [keys.certificate], validUntil: new Date(systemClock.now().getTime() + 30 * 86_400_000) }));
await rename(`${file}.new`, file);
process.send?.({ ready: true, port: address.port });

endWithSignals(() => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }));
