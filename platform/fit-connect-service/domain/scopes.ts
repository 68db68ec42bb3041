import { regionsMeet, type Destination } from './destination.ts';

const REGION = 'DE[0-9]{0,12}';
const URN = `urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+`;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const SCOPE = new RegExp(`^(?:create:destination|(?:subscribe|manage):destination:${UUID}|send:region:${REGION}(?:\\+send:service:${URN})?)$`, 'u');

/** Whether a text is a scope of FIT-Connect: `send:region:DE08`, `send:region:DE08+send:service:urn:…`, `subscribe:destination:<id>`, `manage:destination:<id>`, `create:destination`. */
export function isScope(text: string): boolean {
  return text.length <= 400 && SCOPE.test(text);
}

/** The scopes that go with a destination that a client has created. */
export function scopesOfOwner(destination: string): string[] {
  return [`manage:destination:${destination}`, `subscribe:destination:${destination}`];
}

/** What the scopes of a client allow. */
export type Rights = {
  readonly create: boolean;
  readonly maySend: boolean;
  manages(destination: string): boolean;
  subscribes(destination: string): boolean;
  /** Destinations that it receives for or manages. */
  readonly own: readonly string[];
  readonly subscribed: readonly string[];
  /** Whether it may send to the destination at all: one of its services in one of its regions. */
  sendsTo(destination: Pick<Destination, 'services'>): boolean;
  /** Whether it may send this service there, in the region where one is named. */
  sends(destination: Pick<Destination, 'services'>, what: { readonly identifier: string; readonly region?: string | undefined }): boolean;
};

/** Reads the scopes of a client. */
export function rightsOf(scopes: readonly string[]): Rights {
  const after = (prefix: string) => scopes.flatMap((scope) => (scope.startsWith(prefix) ? [scope.slice(prefix.length)] : []));
  const [managed, subscribed] = [new Set(after('manage:destination:')), new Set(after('subscribe:destination:'))];
  const sending = after('send:region:').map((rest) => {
    const [region = '', service] = rest.split('+send:service:');
    return { region, service };
  });
  return {
    create: scopes.includes('create:destination'),
    maySend: sending.length > 0,
    manages: (destination) => managed.has(destination),
    subscribes: (destination) => subscribed.has(destination),
    own: [...new Set([...managed, ...subscribed])],
    subscribed: [...subscribed],
    sendsTo: ({ services }) => services.some((offered) => sending.some(({ region, service }) => (service === undefined || service === offered.identifier) && offered.regions.some((one) => regionsMeet(one, region)))),
    sends: ({ services }, { identifier, region: wanted }) => services.some((offered) => offered.identifier === identifier && sending.some(({ region, service }) =>
      (service === undefined || service === identifier) && (wanted === undefined ? offered.regions.some((one) => regionsMeet(one, region)) : wanted.startsWith(region)))),
  };
}
