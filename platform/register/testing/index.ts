export { anEdition, aPlace } from './an-edition.ts';
export { gv100adText } from './gv100ad-text.ts';
export { importTestEdition } from './import-test-edition.ts';
export { registerMigrations } from '../data/migrations.ts';
