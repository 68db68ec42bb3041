import type { ActionContext, House } from '@allmende/house';
import type { LogLine, Usage } from '@allmende/operations';

/** What the gateway counted for an instance in a minute. */
export type MinuteTraffic = {
  readonly tenant: string;
  readonly instance: string;
  readonly minute: Date;
  readonly requests: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly unreachable: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Sum over all requests. */
  readonly milliseconds: number;
  /** Requests per class of latency, see `LATENCY_BOUNDS_MS`. */
  readonly latency: readonly number[];
};

/** A certificate that the platform answers with, or shall answer with once it comes. `failures`: orders in a row that failed. */
export type ServedCertificate = { readonly tenant: string; readonly host: string; readonly notAfter: Date | undefined; readonly failures: number };

/** An instance without a recent backup: when its newest usable one was made, undefined while there is none. */
export type BackupState = { readonly tenant: string; readonly instance: string; readonly newestAt: Date | undefined };

/** A restore that was tried with a backup. */
export type Drill = { readonly tenant: string; readonly instance: string; readonly startedAt: Date; readonly endedAt: Date | undefined; readonly passed: boolean | undefined; readonly recoveryMs: number | undefined };

/** What the room asks of others that it may not know, or that only a process has; the processes connect them. What is left out is not watched. */
export type MonitoringPorts = {
  /** Names under which apps of our own stand on the public status page; others are shown when their authority says so. */
  readonly publicNames: Readonly<Record<string, { readonly de: string; readonly en: string }>>;
  /** What an instance uses now; undefined where its runtime cannot say. */
  readonly usage?: (house: House, place: { readonly tenant: string; readonly instance: string }) => Promise<Usage | undefined>;
  /** Runtimes that `usage` can ask. */
  readonly measuredRuntimes?: readonly string[];
  /** The newest lines of an instance, oldest first; undefined where its runtime keeps none. */
  readonly logs?: (ctx: ActionContext, input: { readonly instance: string; readonly lines: number; readonly since?: Date }) => Promise<readonly LogLine[] | undefined>;
  /** What was counted in the minutes from `from` (included) to `until` (excluded), of all authorities. */
  readonly traffic?: (house: House, period: { readonly from: Date; readonly until: Date }) => Promise<readonly MinuteTraffic[]>;
  /** Bytes that the volumes of a version of an app may hold together; undefined where there is no limit. */
  readonly storageLimit?: (house: House, app: { readonly app: string; readonly version: string }) => Promise<number | undefined>;
  /** Instances that should have a backup made since, and have none. */
  readonly backups?: (house: House, since: Date) => Promise<readonly BackupState[]>;
  readonly drills?: (house: House, period: { readonly from: Date; readonly until: Date }) => Promise<readonly Drill[]>;
  readonly certificates?: (house: House) => Promise<readonly ServedCertificate[]>;
  /** Trouble with applications on their way to the systems that work on them, by authority: `failed-parcels` gave up, `failed-trials` are services whose last sample did not arrive. */
  readonly deliveries?: (house: House) => Promise<readonly { readonly tenant: string; readonly kind: 'failed-parcels' | 'failed-trials'; readonly count: number }[]>;
  /** Addresses of accounts that may still sign in. */
  readonly emailsOf?: (house: House, accounts: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Number, subject and parties of a contract, for the head of its report. */
  readonly contract?: (ctx: ActionContext, contract: string) => Promise<{ readonly number: string; readonly subject: string; readonly customer: string; readonly provider: string } | undefined>;
};
