/**
 * How a sample application fared on the way that real ones take. `handed-over`: the target cannot say whether it arrived; `no-sample`: the package has none that is complete, so nothing could be tried. `reason` says what is wrong and what to do.
 */
export type DeliveryTrial = {
  readonly outcome: 'arrived' | 'handed-over' | 'no-sample' | 'failed';
  readonly milliseconds: number | undefined;
  readonly reason: ({ readonly de: string } & Readonly<Record<string, string>>) | undefined;
};

/** Sends the sample application of a service on the way that real ones take. Whoever delivers brings it; without it nothing is tried. */
export type TryDelivery<Where> = (where: Where, input: { readonly service: string }) => Promise<DeliveryTrial>;
