export { monitoringMigrations } from './data/migrations.ts';
