export type { RoomModule } from './room-module.ts';
