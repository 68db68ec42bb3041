export { aContact } from './a-contact.ts';
export { enterSampleBasis } from './enter-sample-basis.ts';
