export { createLogger, type Logger } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { inSpan, startTelemetry, stopTelemetry, telemetry, traced } from './telemetry.ts';
export type { Telemetry, TelemetryAttributes, TracedSpan } from './telemetry-port.ts';
export type { OwnTraffic, OwnTrafficCounter } from './own-traffic.ts';
