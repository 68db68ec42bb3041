import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { monthText, type Month } from './month.ts';

/** What an instance is billed by for a month. */
export type Meter = {
  readonly authority: string;
  readonly contract: string;
  readonly instance: string;
  readonly month: Month;
  readonly app: string;
  readonly plan: string | null;
  /** Days of Europe/Berlin with at least one minute in which it was seen running. */
  readonly daysRunning: number;
  readonly unknownMinutes: number;
  /** Null where storage is not measured. */
  readonly storagePeakBytes: number | null;
  /** Null where nothing counts requests. */
  readonly requests: number | null;
};

/** SHA-256 over the row as canonical JSON (RFC 8785), in hexadecimal. */
export function meterHash(meter: Meter): string {
  return createHash('sha256').update(canonicalize(meter) as string).digest('hex');
}

const COLUMNS = ['month', 'authority', 'contract', 'instance', 'app', 'plan', 'days_running', 'unknown_minutes', 'storage_peak_bytes', 'requests', 'sha256'] as const;

/** Rows as CSV (RFC 4180) with a head; empty where nothing was measured. */
export function meterCsv(meters: readonly (Meter & { readonly sha256: string })[]): string {
  const field = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = meters.map((one) => [monthText(one.month), one.authority, one.contract, one.instance, one.app, one.plan, one.daysRunning, one.unknownMinutes, one.storagePeakBytes, one.requests, one.sha256]);
  return [COLUMNS, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
