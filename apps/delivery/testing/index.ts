export { fakeApplications, fakeTarget } from './fake-target.ts';
