export { aSupplier } from './a-supplier.ts';
export { anApplication } from './an-application.ts';
