export { aChain, type ChainOptions } from './a-chain.ts';
export { testKey, testKeys, type TestKey, type TestKeys } from './test-keys.ts';
