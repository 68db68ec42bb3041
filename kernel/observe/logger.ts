import { pino, type Logger as PinoLogger } from 'pino';

/** Writes one JSON line per event. Callers pass ids and codes, never what people typed. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Keys that never reach a log, whoever passes them. */
const REDACTED = ['password', 'secret', 'token', 'cookie', 'authorization', 'email', '*.password', '*.secret', '*.token', '*.cookie', '*.authorization', '*.email', 'req.headers', 'err.query', 'err.parameters', 'err.detail', 'err.where'];

/** A logger for a process; `silent` writes nothing. */
export function createLogger(options: { readonly level: string; readonly process: string }): Logger {
  return pino({ level: options.level, base: { process: options.process }, redact: { paths: REDACTED, censor: '[removed]' }, timestamp: pino.stdTimeFunctions.isoTime });
}
