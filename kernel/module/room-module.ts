import type { Permission } from '@allmende/access';
import type { RoomMigrations } from '@allmende/database';
import type { Subscription } from '@allmende/events';
import type { AnyApi, AnyPage, MountedServer, NavigationEntry, Protocol } from '@allmende/http';
import type { JobDefinition } from '@allmende/jobs';

/** What a room gives to the processes; its `module.ts` exports one. */
export type RoomModule = {
  readonly name: string;
  readonly migrations?: RoomMigrations;
  readonly permissions?: readonly Permission[];
  readonly pages?: readonly AnyPage[];
  readonly api?: readonly AnyApi[];
  readonly protocols?: readonly Protocol[];
  readonly servers?: readonly MountedServer[];
  readonly jobs?: readonly JobDefinition[];
  readonly subscriptions?: readonly Subscription[];
  readonly navigation?: readonly NavigationEntry[];
};
