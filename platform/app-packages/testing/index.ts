export { aComponent, anAppPackage } from './an-app-package.ts';
