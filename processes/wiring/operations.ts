import { casesApp } from '@allmende/cases';
import { onlineServicesApp } from '@allmende/online-services';
import { createOperations, type Operations } from '@allmende/operations/module';

/** What runs the apps of the house; for processes that run jobs. */
export function openOperations(): Operations {
  return createOperations({ apps: [onlineServicesApp, casesApp] });
}
