export { AppPackageSchema, type AppComponent, type AppNeed, type AppPackage } from './domain/app-package.ts';
