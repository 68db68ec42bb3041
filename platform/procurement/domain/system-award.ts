import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';

/** An award within a dynamic purchasing system: what a mini-competition ended with. Source: §§ 22 to 24 VgV. */
export type SystemAward = {
  readonly id: string;
  /** Who asked for offers and may order. */
  readonly authority: string;
  /** Name of the system, and of the call for offers within it. */
  readonly system: string;
  readonly call: string;
  readonly contractor: string;
  readonly contractorKey: string;
  readonly offers: readonly string[];
  /** The awarded price for a year; an order may not come to more. */
  readonly centsPerYear: Cents;
  readonly awardedOn: PlainDate;
  /** Last day on which the awarded offer binds. */
  readonly validUntil: PlainDate;
  /** Where the record of award lies. */
  readonly record: string;
  readonly systemOcid: string | null;
  /** The contract made of it; an award makes one. */
  readonly contract: string | null;
};
