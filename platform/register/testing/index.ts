export { anEdition, aPlace } from './an-edition.ts';
export { gv100adText } from './gv100ad-text.ts';
export { registerMigrations } from './register-migrations.ts';
