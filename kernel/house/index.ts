export { contextFor, type ActionContext, type House } from './house.ts';
export { openHouse } from './open-house.ts';
