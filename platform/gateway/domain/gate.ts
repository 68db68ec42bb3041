import type { Route } from './route.ts';

/** A request at the gateway, before its body. */
export type GateRequest = {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Host as sent, with port. */
  readonly host: string;
  readonly secure: boolean;
  readonly isUpgrade: boolean;
  header(name: string): string | undefined;
};

/** A short answer by the gateway itself. */
export type GateAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[]>>; readonly body: string };

/** What happens to a request: it goes on to the app, or the gateway answers. `whenEnded` tells when the person's access is over. */
export type Decision =
  | { readonly kind: 'forward'; readonly route: Route; readonly upstream: { readonly host: string; readonly port: number }; whenEnded(callback: () => void): () => void }
  | { readonly kind: 'answer'; readonly route: Route | undefined; readonly answer: GateAnswer };

/** Why a request that was passed on got no answer. */
export type UpstreamFailure = 'unreachable' | 'too-slow' | 'too-large' | 'busy';

/** Decides about requests; the server asks it and knows nothing of sessions or pages. */
export type Gate = {
  decide(request: GateRequest): Promise<Decision>;
  /** The page for a request that could not be passed on. */
  failed(request: GateRequest, route: Route, failure: UpstreamFailure): GateAnswer;
};
