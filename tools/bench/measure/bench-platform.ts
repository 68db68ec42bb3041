import { startPlatform, type Platform } from '../../../e2e/platform.ts';

/**
 * A whole platform by `./allmende up` with its demonstration: Heilbronn is live. It stands behind a proxy that names the client, so that the load can come from as many
 * addresses as in life and no rate limit is touched.
 */
export function startBenchPlatform(environment: Readonly<Record<string, string>> = {}): Promise<Platform> {
  return startPlatform({ environment: { ALLMENDE_TRUST_PROXY: '1', ALLMENDE_LOG_LEVEL: 'warn', ...environment }, timeoutMs: 10 * 60_000 });
}

/** An address of a client out of the block for documentation and tests (RFC 3849), a different one for each number. */
export function clientAddress(number: number): string {
  return `2001:db8::${Math.floor(number / 65_536).toString(16)}:${(number % 65_536).toString(16)}`;
}
