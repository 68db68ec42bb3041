import { newestRelease } from '@allmende/app-packages';
import type { AppsPort } from '@allmende/broker';
import { addressOfInstance } from '@allmende/gateway';
import { vettingPort } from '@allmende/vetting/module';
import { entranceOf } from './entrance-of.ts';
import { orderableApps } from './orderable-apps.ts';

/** What other marketplaces can know of apps: what orders state, which version a new instance gets, where people open it. */
export const brokerApps: AppsPort = {
  apps: orderableApps,
  vettingOf: vettingPort.frozen,
  packageOf: async (house, app) => {
    const release = await newestRelease(house, { app, channel: 'stable' });
    return release && { version: release.package.version, hasEntrance: release.package.entrance !== undefined };
  },
  addressOf: (house, instance) => addressOfInstance(house, entranceOf, instance),
};
