import type { AppPackage } from '../domain/app-package.ts';
import type { Channel } from '../domain/release.ts';

/** Rows of the room. */
export type AppPackagesTables = {
  'app_packages.release': { app: string; version: string; channel: Channel; package: AppPackage; digest: string; published_at: Date; published_by: string; withdrawn_at: Date | null };
};
