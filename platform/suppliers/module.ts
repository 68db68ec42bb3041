import type { NavigationEntry } from '@allmende/http';
import type { RoomModule } from '@allmende/module';
import { suppliersMigrations } from './data/migrations.ts';
import { admitSuppliers, seeSuppliers } from './domain/permissions.ts';
import { admitSupplierApi, applyAsSupplierApi, listSuppliersApi, ownSupplierApi, refuseSupplierApi } from './web/api/suppliers.ts';
import { applyPage, applyPost, applyReceivedPage } from './web/pages/apply.ts';
import { createSupplierHome } from './web/pages/home.ts';
import { suppliersPage } from './web/pages/suppliers.ts';
import { supplierPage, supplierPost } from './web/pages/supplier.ts';
import './web/english-refusals.ts';

/** Suppliers and the start of their pages. `navigation` gives the entries of all rooms: what a supplier can do is listed on the start. */
export function createSuppliersModule(ports: { readonly navigation: () => readonly NavigationEntry[] }): RoomModule {
  return {
    name: 'suppliers',
    migrations: suppliersMigrations,
    permissions: [admitSuppliers, seeSuppliers],
    pages: [createSupplierHome(ports), applyPage, applyPost, applyReceivedPage, suppliersPage, supplierPage, supplierPost],
    api: [applyAsSupplierApi, ownSupplierApi, listSuppliersApi, admitSupplierApi, refuseSupplierApi],
    navigation: [
      { area: 'operator', label: { de: 'Anbieter', en: 'Suppliers' }, segments: ['suppliers'], access: seeSuppliers, order: 26, summary: { de: 'Zulassungen entscheiden, Zugänge einrichten', en: 'Decide on admissions, give access' } },
    ],
  };
}
