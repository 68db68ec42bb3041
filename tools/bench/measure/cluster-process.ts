import { startFakeCluster } from '@allmende/operations/testing';

// A cluster that outlives the workers that are killed: `node cluster-process.ts`, with a channel to its parent.
const cluster = await startFakeCluster();
process.send?.({ url: cluster.url });
process.on('disconnect', () => process.exit(0));
