import type { RoomModule } from '@allmende/module';
import { managePeople, managePlatformPeople, seePeople, seePlatformPeople } from './domain/permissions.ts';
import { identityMigrations } from './migrations.ts';

export const identityModule: RoomModule = {
  name: 'identity',
  migrations: identityMigrations,
  permissions: [seePeople, managePeople, seePlatformPeople, managePlatformPeople],
};
