export { openStand, STAND_MIGRATIONS, type Stand } from './open-stand.ts';
