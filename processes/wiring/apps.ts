import { casesApp } from '@allmende/cases';
import { withMailbox } from '@allmende/mailbox';
import { onlineServicesApp } from '@allmende/online-services';
import type { AppModule } from '@allmende/operations';

/** The apps of the house, for those who order and run them. */
export const allApps: readonly AppModule[] = [withMailbox(onlineServicesApp), casesApp];
