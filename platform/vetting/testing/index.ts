export { aDescription } from './a-description.ts';
