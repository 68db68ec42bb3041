export { startTestCluster, type TestCluster } from './test-cluster.ts';
export { testDatabase, type Prepared, type TestDatabase } from './test-database.ts';
