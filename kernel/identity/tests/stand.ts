import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import type { RoomMigrations } from '@allmende/database';
import { eventsMigrations } from '@allmende/events';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { identityMigrations } from '../migrations.ts';

/** Everything the room stands on. */
export const rooms: readonly RoomMigrations[] = [jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, identityMigrations];
