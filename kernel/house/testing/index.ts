export { testHouse } from './test-house.ts';
