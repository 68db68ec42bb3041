import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp, readAppPackage, type AppPackage } from '@allmende/app-packages';

/** Builds the guest book, an app that keeps its entries in PostgreSQL and counts visits in the cache, with the images of both; returns its package with all digests. Images that are there already are taken. */
export async function buildGuestbook(): Promise<AppPackage> {
  // A lock in the folder of the repository would be that of another test.
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-guestbook-'));
  try {
    await cp(path.join(import.meta.dirname, 'guestbook'), folder, { recursive: true });
    await buildApp({ folder, environment: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder } });
    return await readAppPackage(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
