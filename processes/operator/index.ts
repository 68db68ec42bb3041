export { up } from './commands/up.ts';
