import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Counter, type Histogram, type Span } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Telemetry, TracedSpan } from '../telemetry-port.ts';

const KINDS = { server: SpanKind.SERVER, internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;
const STOP_MS = 5000;
const METRICS_EVERY_MS = 60_000;
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Sends traces and figures by OTLP over HTTP. Source: OpenTelemetry Protocol 1.x. */
export function createOtlpTelemetry(options: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>>; readonly process: string }): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': `allmende-${options.process}`, 'service.namespace': 'allmende' });
  const headers = { ...options.headers };
  const tracers = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${options.endpoint}/v1/traces`, headers }) })] });
  const meters = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${options.endpoint}/v1/metrics`, headers }), exportIntervalMillis: METRICS_EVERY_MS })] });
  const tracer = tracers.getTracer('allmende');
  const meter = meters.getMeter('allmende');
  const spans = new WeakMap<TracedSpan, Span>();
  const histograms = new Map<string, Histogram>();
  const counters = new Map<string, Counter>();
  return {
    begin: (name, kind, attributes, parent) => {
      const above = parent && spans.get(parent);
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT);
      const handle: TracedSpan = {
        set: (more) => { span.setAttributes({ ...more }); },
        rename: (text) => { span.updateName(text); },
        fail: (errorKind) => { span.setStatus({ code: SpanStatusCode.ERROR }); span.setAttribute('error.type', errorKind); },
        end: () => span.end(),
      };
      spans.set(handle, span);
      return handle;
    },
    seconds: (name, value, attributes) => {
      const found = histograms.get(name) ?? meter.createHistogram(name, { unit: 's', advice: { explicitBucketBoundaries: BOUNDS } });
      histograms.set(name, found);
      found.record(value, { ...attributes });
    },
    count: (name, attributes) => {
      const found = counters.get(name) ?? meter.createCounter(name);
      counters.set(name, found);
      found.add(1, { ...attributes });
    },
    stop: async () => {
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), STOP_MS);
      await Promise.race([Promise.allSettled([tracers.shutdown(), meters.shutdown()]), late.promise]);
      clearTimeout(timer);
    },
  };
}
