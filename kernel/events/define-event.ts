import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Static, TObject } from 'typebox';

/** A kind of event: something that has happened in a room. */
export type EventDefinition<Schema extends TObject = TObject> = {
  /** `room/what-happened`. */
  readonly type: string;
  /** Ids and codes only. */
  readonly payload: Schema;
  /** Makes an event; `aggregate` is the id whose events stay in order. */
  (aggregate: string, payload: Static<Schema>): NewEvent;
};

/** An event that has not been written yet. */
export type NewEvent = { readonly type: string; readonly aggregate: string; readonly payload: unknown };

/** An event as a subscriber sees it. */
export type HouseEvent<Payload = unknown> = { readonly tenant: TenantId; readonly id: string; readonly type: string; readonly aggregate: string; readonly payload: Payload };

/** What a room does when something happened elsewhere. */
export type Subscription = {
  /** `room/does-what`; remembered with each event, so never rename it. */
  readonly name: string;
  readonly on: string;
  /** Runs at least once per event, in order per aggregate; must give the same result when it runs twice. */
  readonly handle: (house: House, event: HouseEvent<never>) => Promise<void>;
};

/** Declares an event. */
export function defineEvent<Schema extends TObject>(type: string, payload: Schema): EventDefinition<Schema> {
  const make = (aggregate: string, content: Static<Schema>): NewEvent => ({ type, aggregate, payload: content });
  return Object.assign(make, { type, payload });
}

/** Declares a subscription with the payload's type. */
export function subscription<Schema extends TObject>(
  on: EventDefinition<Schema>,
  name: string,
  handle: (house: House, event: HouseEvent<Static<Schema>>) => Promise<void>,
): Subscription {
  return { name, on: on.type, handle: handle as Subscription['handle'] };
}
