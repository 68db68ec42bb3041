import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import type { RoomMigrations } from '@allmende/database';
import { dispatchJob, eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { identityModule } from '@allmende/identity/module';
import { jobsMigrations, type JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { registerModule } from '@allmende/register/module';
import { secretsMigrations } from '@allmende/secrets';

/** Every room that gives something to the processes, in the order in which their tables are made. */
export const allRooms: readonly RoomModule[] = [identityModule, registerModule];

/** The tables of all rooms, the kernel's first. */
export const allMigrations: readonly RoomMigrations[] = [
  jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, accessMigrations, auditMigrations,
  ...allRooms.flatMap((room) => (room.migrations ? [room.migrations] : [])),
];

/** The jobs of all rooms, and the one that tells subscribers of events. */
export function allJobs(rooms: readonly RoomModule[] = allRooms): JobDefinition[] {
  return [...rooms.flatMap((room) => room.jobs ?? []), dispatchJob(rooms.flatMap((room) => room.subscriptions ?? []))];
}
