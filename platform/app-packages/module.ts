import type { RoomModule } from '@allmende/module';
import { appPackagesMigrations } from './data/migrations.ts';
import { publishReleases } from './domain/permissions.ts';

export const appPackagesModule: RoomModule = { name: 'app-packages', migrations: appPackagesMigrations, permissions: [publishReleases] };
