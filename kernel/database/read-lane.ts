import type { PoolClient } from 'pg';
import { ReadBatch } from './read-batch.ts';
import type { TenantRead } from './tenant-read.ts';

/** So many go in one message: enough that its cost is shared, few enough that no slow read holds up many others. */
const MOST_IN_A_BATCH = 16;

/**
 * Sends reads that come up in the same turn of the event loop together, each for its own authority: under load a page costs a fraction of a round trip. Nobody waits for a read of a later turn.
 * A read that fails takes no other along: those behind it are asked again, each alone.
 */
export function createReadLane(connect: () => Promise<PoolClient>): (read: TenantRead) => Promise<object[]> {
  let waiting: TenantRead[] = [];
  const flush = () => {
    const reads = waiting;
    waiting = [];
    for (let from = 0; from < reads.length; from += MOST_IN_A_BATCH) void send(connect, reads.slice(from, from + MOST_IN_A_BATCH));
  };
  return (read) => {
    waiting.push(read);
    if (waiting.length === 1) setImmediate(flush);
    return read.rows;
  };
}

async function send(connect: () => Promise<PoolClient>, reads: readonly TenantRead[]): Promise<void> {
  let client: PoolClient;
  try {
    client = await connect();
  } catch (error) {
    for (const read of reads) read.fail(error);
    return;
  }
  const batch = new ReadBatch(reads);
  client.query(batch);
  const { isBroken, left } = await batch.ended;
  client.release(isBroken);
  await Promise.all(left.map((read) => send(connect, [read])));
}
