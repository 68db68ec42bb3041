export { aParcelContent } from './a-parcel-content.ts';
