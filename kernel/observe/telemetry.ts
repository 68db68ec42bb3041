import { AsyncLocalStorage } from 'node:async_hooks';
import type { Telemetry, TelemetryAttributes, TracedSpan } from './telemetry-port.ts';

const here = new AsyncLocalStorage<TracedSpan>();
let current: Telemetry | undefined;

/** Begins to send traces and figures by OTLP over HTTP, for the whole process. Without configuration nothing is loaded and nothing sent. */
export async function startTelemetry(config: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> } | undefined, process: string): Promise<void> {
  if (config === undefined || current !== undefined) return;
  const { createOtlpTelemetry } = await import('./clients/otlp-telemetry.ts');
  current = createOtlpTelemetry({ ...config, process });
}

/** Sends what is left and ends; waits some seconds at most. */
export async function stopTelemetry(): Promise<void> {
  const ending = current;
  current = undefined;
  await ending?.stop();
}

/** What sends away in this process; undefined when nothing does. */
export function telemetry(): Telemetry | undefined {
  return current;
}

/** Runs work as a part of the span around it. Statements outside any span are left out: nobody asks what a loop that looks for work does ten times a second. Costs one look at a variable when nothing is sent. */
export async function traced<Result>(name: string, kind: 'internal' | 'client' | 'consumer', attributes: TelemetryAttributes, work: () => Promise<Result>): Promise<Result> {
  if (current === undefined || (kind === 'client' && here.getStore() === undefined)) return work();
  const span = current.begin(name, kind, attributes, here.getStore());
  try {
    return await here.run(span, work);
  } catch (error) {
    span.fail(error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}

/** Runs a function, and everything that it starts, inside a span that somebody else ends. */
export function inSpan<Result>(span: TracedSpan, work: () => Result): Result {
  return here.run(span, work);
}
