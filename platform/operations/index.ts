export { requestInstance, type RequestInstanceInput } from './actions/request-instance.ts';
export { operationsMigrations } from './data/migrations.ts';
export type { AppModule, Health } from './domain/app-module.ts';
export { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchivedFile, type ArchiveManifest, type ArchiveReader, type ArchiveWriter } from './domain/archive.ts';
export { AgreementMissing, NotInThisState, UnknownApp, UnusableArchive } from './domain/errors.ts';
export { instanceDataReturned, instanceFailing, instanceRemoved, instanceRequested, instanceRunning, instanceSuspended } from './domain/events.ts';
export type { EndReason, Instance, Json, ObservedState, WantedState } from './domain/instance.ts';
export { controlInstances, retryJobs, seeFleet, seeInstances } from './domain/permissions.ts';
export type { Observation, Runtime, RuntimeSpec } from './domain/runtime.ts';
