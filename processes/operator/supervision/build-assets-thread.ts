import { buildAssets } from '@allmende/html';

await buildAssets();
