export { createClient } from './actions/create-client.ts';
export { describeService } from './actions/describe-service.ts';
export { endClient } from './actions/end-client.ts';
export { listStoredObjects } from './actions/list-stored-objects.ts';
export { readNewDestination } from './actions/read-new-destination.ts';
export { registerDestination } from './actions/register-destination.ts';
export { fitConnectServiceMigrations } from './data/migrations.ts';
export type { NewDestination } from './actions/create-destination.ts';
