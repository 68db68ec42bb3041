import { createOperations, type Operations } from '@allmende/operations/module';
import { allApps } from './apps.ts';

/** What runs the apps of the house; for processes that run jobs. */
export function openOperations(): Operations {
  return createOperations({ apps: allApps });
}
