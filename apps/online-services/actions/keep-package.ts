import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { insertPackage, isVersionTaken } from '../data/service-package.ts';
import { canonicalJson, type ContentHash } from '../domain/content-hash.ts';
import { VersionTaken } from '../domain/errors.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { enqueuePreparation } from '../jobs/prepare-release.ts';

/** Keeps a checked package in the platform's transaction. When it is new, also writes the entry to the platform's log and enqueues the job that tries it with the values of each authority. Returns whether it is new. Throws VersionTaken when the version is published with other content. */
export async function keepPackage(ctx: Pick<ActionContext, 'clock' | 'actor'>, tx: TenantTx, { hash, servicePackage }: { readonly hash: ContentHash; readonly servicePackage: ServicePackage }): Promise<boolean> {
  const { id: serviceId, version } = servicePackage.service;
  if (await isVersionTaken(tx, { hash, serviceId, version })) throw new VersionTaken(serviceId, version);
  if (!(await insertPackage(tx, { hash, serviceId, version, publishedAt: ctx.clock.now() }, canonicalJson(servicePackage)))) return false;
  await record(tx, { actor: ctx.actor, action: 'online-services/package-published', subject: { kind: 'service', id: serviceId }, facts: { version, package: hash }, at: ctx.clock.now() });
  await enqueuePreparation(tx, serviceId);
  return true;
}
