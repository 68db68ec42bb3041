/** What a start does once its database runs; apart, because loading it takes seconds in which the database can be made. */
export { writeCheckpoints } from '@allmende/audit';
export { allMigrations, openPlatform, podmanOf, stopPrograms } from '@allmende/process-wiring';
export { answers } from '../clients/answers.ts';
export { seedFitConnect } from '../demo/fit-connect.ts';
export { seedDemo } from '../demo/seed-demo.ts';
export { prepareData } from '../prepare-data.ts';
export { BackupKeeper } from './backup-keeper.ts';
