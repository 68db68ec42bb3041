export { makeTestKeys, testMetadata, TEST_MARK, type TestKeys } from './keys.ts';
export { createTestBundid } from './server.ts';
