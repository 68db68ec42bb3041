export { aNeed } from './a-need.ts';
