import type { Database, TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { LRUCache } from 'lru-cache';
import { compileServicePackage, type CompiledService } from '../domain/compile-service-package.ts';
import { agsOf, hasPlaceValues, overlayAt } from '../domain/place-values.ts';
import type { Overlay, ServicePackage } from '../domain/service-package.ts';

const services = new LRUCache<string, CompiledService>({ max: 2_000 });
const packages = new LRUCache<string, ServicePackage>({ max: 200 });

/**
 * The compiled service for a package and an overlay of the authority, at a place where values differ between municipalities (without one these are unknown). Kept in memory: hashes name content that never changes. The hashes must come
 * from a row of the same authority. Throws NotFound when one is unknown.
 */
export async function getCompiledService(database: Pick<Database, 'readInTenant'>, tenant: TenantId, at: { readonly packageHash: string; readonly overlayHash: string; readonly placeArs?: string }): Promise<CompiledService> {
  const key = `${at.packageHash}${at.overlayHash}`;
  const known = services.get(key);
  if (known) return servicesAt(key, known, at.placeArs);
  const [found] = await database.readInTenant<{ content: string; overlay: string }>(tenant, {
    name: 'online-services-compile',
    text: `select service_package.content, overlay.content as overlay from online_services.service_package, online_services.overlay
           where service_package.hash = $1 and overlay.tenant_id = $2 and overlay.hash = $3`,
    values: [at.packageHash, tenant, at.overlayHash],
  });
  if (!found) throw new NotFound();
  const servicePackage = packages.get(at.packageHash) ?? (JSON.parse(found.content) as ServicePackage);
  packages.set(at.packageHash, servicePackage);
  const service = compileServicePackage(servicePackage, JSON.parse(found.overlay) as Overlay);
  services.set(key, service);
  return servicesAt(key, service, at.placeArs);
}

// Municipalities with the same values share one service: there are few values and many municipalities.
function servicesAt(key: string, service: CompiledService, placeArs: string | undefined): CompiledService {
  if (!hasPlaceValues(service.package)) return service;
  const overlay = overlayAt(service.package, service.overlay, placeArs === undefined ? undefined : agsOf(placeArs));
  const keyAt = `${key}${JSON.stringify([overlay.parameters, overlay.sources])}`;
  const known = services.get(keyAt) ?? compileServicePackage(packages.get(key.slice(0, 64)) ?? service.package, overlay);
  services.set(keyAt, known);
  return known;
}
