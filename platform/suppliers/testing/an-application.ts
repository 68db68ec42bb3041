import type { SupplierApplication } from '../domain/supplier.ts';

/** What an invented supplier states. */
export function anApplication(change: Partial<SupplierApplication> = {}): SupplierApplication {
  return {
    name: 'Musterwerk eG (Beispiel)', seat: 'Musterstadt', register: 'Amtsgericht Musterstadt, GnR 123 (Beispiel)', website: 'https://musterwerk.example/',
    contact: { name: 'Lena Liefert', email: 'lena@musterwerk.example', phone: '', message: '' }, ...change,
  };
}
