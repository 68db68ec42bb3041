import { guardedFetch } from '@allmende/outside';

/** A callback as it goes out. */
export type OutgoingCallback = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Calls an address that a client has named; only the internet over https, or hosts that the operator has named. Throws unless it answers 200 to 299. */
export async function callBack({ url, headers, body }: OutgoingCallback, options: { readonly hosts: readonly string[] }): Promise<void> {
  const { host, hostname } = new URL(url);
  const answer = await guardedFetch(url, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, mayBeInside: options.hosts.includes(host) || options.hosts.includes(hostname),
  });
  if (!answer.ok) throw new Error(`the callback was answered with ${answer.status}`);
}
