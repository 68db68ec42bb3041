export { aComponent, anAppPackage } from './an-app-package.ts';
export { aPackageFolder } from './a-package-folder.ts';
export { restrictedViolations } from './restricted-violations.ts';
