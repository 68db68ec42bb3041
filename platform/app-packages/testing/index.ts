export { aComponent, anAppPackage } from './an-app-package.ts';
export { restrictedViolations } from './restricted-violations.ts';
