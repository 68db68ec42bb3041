import type { Parameters } from '@allmende/procurement';

/** What a marketplace asks for. The names are its own. */
export type Wanted = { readonly service: string; readonly plan: string; readonly organization: string; readonly space: string; readonly parameters: Parameters };

/** What a marketplace ordered, by its own name for it. */
export type ServiceInstance = Wanted & {
  readonly id: string;
  readonly marketplace: string;
  /** The marketplace's name for it, up to 100 characters. */
  readonly name: string;
  readonly credential: string;
  readonly app: string;
  readonly need: string;
  readonly order: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
};

/** Whether a marketplace asks for the same once more, in whatever order it writes its parameters. */
export function isSameWish(one: Wanted, other: Wanted): boolean {
  const wish = ({ service, plan, organization, space, parameters }: Wanted) => JSON.stringify([service, plan, organization, space, inOrder(parameters)]);
  return wish(one) === wish(other);
}

function inOrder(parameters: Parameters): readonly (readonly [string, unknown])[] {
  return Object.entries(parameters).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
