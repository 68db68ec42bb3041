import type * as AcmeClient from 'acme-client';

const PATIENCE_MS = 5 * 60_000;

/** How the certificate authority is asked. */
export type CertificateOrder = {
  /** URL of the directory, RFC 8555 § 7.1.1. */
  readonly directory: string;
  /** Mail address for the certificate authority. */
  readonly contact: string;
  /** The account's private key, PEM. */
  readonly accountKey: string;
  readonly accountUrl: string | undefined;
  readonly domain: string;
  /** Publishes the answer at `http://<domain>/.well-known/acme-challenge/<token>`, RFC 8555 § 8.3. */
  publish(token: string, answer: string): Promise<void>;
  withdraw(token: string): Promise<void>;
};

/** A certificate with its chain and its private key, PEM. */
export type IssuedCertificate = { readonly privateKey: string; readonly chain: string; readonly notAfter: Date; readonly accountUrl: string };

// A large library, for the few minutes in which a certificate is ordered.
let library: Promise<typeof AcmeClient> | undefined;
const loadLibrary = (): Promise<typeof AcmeClient> => (library ??= import('acme-client').then((loaded) => {
  // It would wait for minutes without a limit; the job comes again by itself.
  Object.assign(loaded.axios.defaults, { timeout: 30_000, acmeSettings: { ...(loaded.axios.defaults as { acmeSettings?: object }).acmeSettings, retryMaxAttempts: 2, retryDefaultDelay: 1 } });
  return loaded;
}));

/** A fresh key for an account, P-256, PEM. */
export async function newAccountKey(): Promise<string> {
  const { crypto } = await loadLibrary();
  return (await crypto.createPrivateEcdsaKey('P-256')).toString();
}

/** Orders a certificate for one domain by HTTP-01. Throws what the certificate authority says against it. */
export async function orderCertificate(order: CertificateOrder): Promise<IssuedCertificate> {
  const { Client, crypto } = await loadLibrary();
  const client = new Client({ directoryUrl: order.directory, accountKey: order.accountKey, ...(order.accountUrl === undefined ? {} : { accountUrl: order.accountUrl }), backoffAttempts: 8, backoffMin: 1_000, backoffMax: 15_000 });
  const [privateKey, request] = await crypto.createCsr({ commonName: order.domain, altNames: [order.domain] }, await crypto.createPrivateEcdsaKey('P-256'));
  const ordering = client.auto({
    csr: request, email: order.contact, termsOfServiceAgreed: true, challengePriority: ['http-01'],
    // Whether the name leads here is seen by the certificate authority; from inside it may look otherwise.
    skipChallengeVerification: true,
    challengeCreateFn: async (_authorization, challenge, answer) => { await order.publish(challenge.token, answer); },
    challengeRemoveFn: async (_authorization, challenge) => { await order.withdraw(challenge.token); },
  });
  let late: NodeJS.Timeout | undefined;
  const chain = await Promise.race([ordering, new Promise<never>((_resolve, reject) => { late = setTimeout(() => reject(new Error('the certificate authority took longer than five minutes')), PATIENCE_MS); })]).finally(() => clearTimeout(late));
  return { privateKey: privateKey.toString(), chain, notAfter: crypto.readCertificateInfo(chain).notAfter, accountUrl: client.getAccountUrl() };
}
