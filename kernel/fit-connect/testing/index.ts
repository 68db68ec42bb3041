export { aChain, type ChainOptions } from './a-chain.ts';
export { testKeys, type TestKeys } from './test-keys.ts';
