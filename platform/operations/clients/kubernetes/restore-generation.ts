import { buffer } from 'node:stream/consumers';
import { claimName, renderAccount, renderClaims, type RunnablePackage } from '@allmende/app-packages';
import type { ArchiveReader } from '../../domain/archive.ts';
import type { Instance } from '../../domain/instance.ts';
import { volumesOf } from '../containers/volume-data.ts';
import { openGeneration, stopPods } from './apply-generation.ts';
import { awaitQuota, boundTenant } from './bound-tenant.ts';
import { fillVolume } from './carry-data.ts';
import { changeRecord, type Cluster, type Lot } from './cluster.ts';
import { CLAIM, DEPLOYMENT } from './kinds.ts';
import { waitUntil } from './wait-until.ts';

const DELETE_MS = 120_000;

/**
 * Puts the data of an archive in place of what a generation has, in new disks. As long as it is not whole it is marked, and nothing starts on it; it is started by the next `apply`, after which the package's
 * own `restore` command runs unless volumes were copied as they lay.
 */
export async function restoreGeneration(cluster: Cluster, lot: Lot, { instance, app, from }: { readonly instance: Instance; readonly app: RunnablePackage; readonly from: ArchiveReader }): Promise<void> {
  // Everything is read before anything is deleted: an unusable archive changes nothing.
  const tars = await volumesOf(app, from);
  await openGeneration(cluster, lot, app, { plan: instance.plan, cluster: cluster.settings });
  await changeRecord(cluster, lot, { filling: true, wanted: 'suspended' });
  await boundTenant(cluster, lot);
  await stopPods(cluster, lot);
  const { items } = await cluster.api.list(DEPLOYMENT, { namespace: lot.namespace, labels: lot.selector });
  for (const { metadata } of items) await cluster.api.remove(DEPLOYMENT, lot.namespace, metadata.name);
  for (const { name } of app.volumes ?? []) await cluster.api.remove(CLAIM, lot.namespace, claimName(lot, name));
  for (const { name } of app.volumes ?? []) {
    await waitUntil(async () => ((await cluster.api.get(CLAIM, lot.namespace, claimName(lot, name))) === undefined ? true : undefined), DELETE_MS, `Der frühere Inhalt des Speichers „${name}“ ist im Cluster noch nicht gelöscht.`);
  }
  await awaitQuota(cluster, lot);
  for (const claim of renderClaims(app, { ...lot, cluster: cluster.settings })) await cluster.api.apply(claim);
  await cluster.api.apply(renderAccount(app, lot));
  for (const [volume, tar] of tars) await fillVolume(cluster, lot, app, volume, await buffer(tar));
  await changeRecord(cluster, lot, { filling: false, restoring: app.backup.restore !== undefined && !from.manifest.asTheyLie, beat: undefined, problem: undefined });
}
