import type { House } from '@allmende/house';
import { selectCertificateHealth, type CertificateHealth } from '../data/certificate.ts';

/** For those who watch what runs: until when the certificates of all authorities' own domains are valid, and whether new ones come. */
export async function listCertificateHealth(house: Pick<House, 'database'>): Promise<readonly CertificateHealth[]> {
  return house.database.acrossTenants('gateway/list-certificate-health', selectCertificateHealth);
}
