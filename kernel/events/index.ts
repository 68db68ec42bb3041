export { defineEvent, subscription, type EventDefinition, type HouseEvent, type NewEvent, type Subscription } from './define-event.ts';
export { dispatchJob } from './dispatch-job.ts';
export { emit } from './emit.ts';
export { eventsMigrations } from './migrations.ts';
