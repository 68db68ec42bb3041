export { endDeparted } from './actions/end-departed.ts';
export { ownSignIns } from './actions/own-sign-ins.ts';
export { ensureClient, type ClientCredentials } from './actions/ensure-client.ts';
export { removeClient } from './actions/remove-client.ts';
export { watchSignIns } from './actions/watch-sign-ins.ts';
export { singleSignOnMigrations } from './data/migrations.ts';
export { DOOR_NAME, metadataAtDoor } from './domain/door.ts';
export type { AddressesOf } from './domain/ports.ts';
