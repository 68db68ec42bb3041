export { openRunning } from './open-running.ts';
export { prepareData } from './prepare-data.ts';
export { seedDemo } from './demo/seed-demo.ts';
export { up } from './commands/up.ts';
