export { allApps } from './apps.ts';
export { orderableApps } from './orderable-apps.ts';
export { deliveryPorts } from './delivery-ports.ts';
export { endWithSignals } from './end-with-signals.ts';
export { openOperations, podmanOf, stopPrograms } from './operations.ts';
export { openPlatform } from './open-platform.ts';
export { allJobs, allMigrations, allRooms, openDoor } from './rooms.ts';
export { SENSITIVE_ACTS } from './sensitive-acts.ts';
export { vettingPort } from '@allmende/vetting/module';
