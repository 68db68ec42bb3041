export { keepOwnTraffic } from './actions/keep-own-traffic.ts';
export { maintenanceAt } from './actions/maintenance-at.ts';
export { monitoringMigrations } from './data/migrations.ts';
export { isInWindow, type Maintenance } from './domain/notice.ts';
export { readLogs } from './domain/permissions.ts';
export { LATENCY_BOUNDS_MS } from './domain/latency.ts';
