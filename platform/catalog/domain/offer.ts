import type { PlainDate } from '@allmende/time';
import type { Price } from './price.ts';
import type { Rate } from './rate.ts';

/** A solution with a plan that an authority can order. */
export type Offer = {
  id: string;
  /** Slug of the solution. */
  solution: string;
  kind: 'first-party' | 'foreign';
  /** The app that operations starts, such as `online-services`. */
  appId: string;
  /** The plan's own word within the app, such as `standard`. */
  plan: string;
  name: string;
  description: string;
  /** Whether members can order it on the in-house ground (§ 108 GWB). */
  inHouse: boolean;
  withdrawnOn: PlainDate | null;
  prices: readonly Price[];
  /** What is charged whatever the class. */
  rates: readonly Rate[];
};
