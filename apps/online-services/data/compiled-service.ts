import type { Database, TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { LRUCache } from 'lru-cache';
import { compileServicePackage, type CompiledService } from '../domain/compile-service-package.ts';
import type { Overlay, ServicePackage } from '../domain/service-package.ts';

const services = new LRUCache<string, CompiledService>({ max: 2_000 });
const packages = new LRUCache<string, ServicePackage>({ max: 200 });

/**
 * The compiled service for a package and an overlay of the authority. Kept in memory: hashes name content that never changes. The hashes must come
 * from a row of the same authority. Throws NotFound when one is unknown.
 */
export async function getCompiledService(database: Pick<Database, 'readInTenant'>, tenant: TenantId, hashes: { readonly packageHash: string; readonly overlayHash: string }): Promise<CompiledService> {
  const key = `${hashes.packageHash}${hashes.overlayHash}`;
  const known = services.get(key);
  if (known) return known;
  const [found] = await database.readInTenant<{ content: string; overlay: string }>(tenant, {
    name: 'online-services-compile',
    text: `select service_package.content, overlay.content as overlay from online_services.service_package, online_services.overlay
           where service_package.hash = $1 and overlay.tenant_id = $2 and overlay.hash = $3`,
    values: [hashes.packageHash, tenant, hashes.overlayHash],
  });
  if (!found) throw new NotFound();
  const servicePackage = packages.get(hashes.packageHash) ?? (JSON.parse(found.content) as ServicePackage);
  packages.set(hashes.packageHash, servicePackage);
  const service = compileServicePackage(servicePackage, JSON.parse(found.overlay) as Overlay);
  services.set(key, service);
  return service;
}
