import type { House } from '@allmende/house';
import { selectDueCertificates } from '../data/certificate.ts';
import { obtainCertificate } from './obtain-certificate.ts';

/** Gets all certificates that are missing or due, one after the other; returns how many were tried. */
export async function renewCertificates(house: Pick<House, 'database' | 'clock' | 'config' | 'keys' | 'log'>): Promise<number> {
  if (!house.config.apps.acme) return 0;
  const due = await house.database.acrossTenants('gateway/renew-certificates', (tx) => selectDueCertificates(tx, house.clock.now()));
  for (const one of due) await obtainCertificate(house, one);
  return due.length;
}
