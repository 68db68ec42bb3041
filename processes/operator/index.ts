export { up } from './commands/up.ts';
export { seedDemo } from './demo/seed-demo.ts';
export { prepareData } from './prepare-data.ts';
