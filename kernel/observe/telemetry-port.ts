/** What a span or figure is told with: ids, codes and templates of addresses, never what people typed or who they are. */
export type TelemetryAttributes = Readonly<Record<string, string | number | boolean>>;

/** Something that takes time. */
export type TracedSpan = {
  set(attributes: TelemetryAttributes): void;
  rename(name: string): void;
  /** Marks it as failed by the kind of the error; messages stay here. */
  fail(kind: string): void;
  end(): void;
};

/** What sends traces and figures away; there is none unless one is configured. */
export type Telemetry = {
  begin(name: string, kind: 'server' | 'internal' | 'client' | 'consumer', attributes: TelemetryAttributes, parent: TracedSpan | undefined): TracedSpan;
  /** Adds to a histogram of seconds. */
  seconds(name: string, value: number, attributes: TelemetryAttributes): void;
  /** Adds one to a counter. */
  count(name: string, attributes: TelemetryAttributes): void;
  stop(): Promise<void>;
};
