export { openStand, STAND_APPS, STAND_MIGRATIONS, type Stand } from './open-stand.ts';
export { neverVetted } from './never-vetted.ts';
