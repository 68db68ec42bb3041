import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';
import { openBytes } from '@allmende/secrets';
import { selectCertificates } from '../data/certificate.ts';
import { certificateContext } from './obtain-certificate.ts';

/** Certificates of own domains as TLS needs them, by domain. */
export type CertificateTable = { readonly byDomain: ReadonlyMap<string, { readonly cert: string; readonly key: Buffer; readonly notAfter: Date }>; refresh(): Promise<void>; stop(): Promise<void> };

/** Reads the certificates and reads them again every turn; those it cannot open it leaves out. */
export async function watchCertificates(house: Pick<House, 'database' | 'keys' | 'log'>, options: { readonly everyMs: number }): Promise<CertificateTable> {
  const byDomain = new Map<string, { cert: string; key: Buffer; notAfter: Date }>();
  const refresh = async () => {
    const kept = await house.database.acrossTenants('gateway/read-certificates', selectCertificates);
    if (kept.length === 0) { byDomain.clear(); return; }
    const key = await house.keys.tenantKey(PLATFORM_TENANT);
    const there = new Set(kept.map((one) => one.domain));
    for (const domain of byDomain.keys()) if (!there.has(domain)) byDomain.delete(domain);
    for (const one of kept) {
      if (byDomain.get(one.domain)?.cert === one.chain) continue;
      try {
        byDomain.set(one.domain, { cert: one.chain, key: openBytes(key, one.sealedKey, certificateContext(one.domain)), notAfter: one.notAfter });
      } catch (error) {
        house.log.error({ err: error, domain: one.domain }, 'a certificate cannot be opened');
      }
    }
  };
  await refresh();
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => { running = refresh().catch((error: unknown) => house.log.warn({ err: error }, 'the certificates could not be read')); }, options.everyMs);
  return { byDomain, refresh, stop: async () => { clearInterval(timer); await running; } };
}
