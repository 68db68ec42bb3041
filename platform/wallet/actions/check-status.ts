import type { KeyObject } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { isObject, isSignedBy, readToken, secondsOf, type Token } from '../domain/read-token.ts';
import { refusalOfStatus, statusAt } from '../domain/read-status-list.ts';
import { demand, WalletRefusal } from '../domain/refusal.ts';
import type { TrustedIssuer } from '../domain/trust-list.ts';
import { chainOf, verifyChain } from './verify-chain.ts';

/** Fetches a status list token; rejects when the other side does not answer as it should. */
export type FetchStatusList = (address: string) => Promise<string>;

const SKEW_SECONDS = 60;
const LARGEST_LIST = 4 * 1024 * 1024;

/**
 * Asks the issuer whether a credential still counts (Token Status List). The address must be one that the trust list names for this issuer, the list signed by it, about this address, and not over.
 * Whatever cannot be asked is refused: no answer is no yes. Throws WalletRefusal.
 */
export async function checkStatus(status: unknown, by: { readonly issuer: TrustedIssuer; readonly now: Date; readonly fetchStatusList: FetchStatusList }): Promise<void> {
  const reference: unknown = isObject(status) ? status['status_list'] : undefined;
  demand(isObject(reference), 'status-missing');
  const { uri, idx } = reference;
  demand(typeof uri === 'string' && typeof idx === 'number' && Number.isSafeInteger(idx) && idx >= 0, 'status-missing');
  demand(uri.length <= 500 && URL.canParse(uri) && new URL(uri).href === uri && by.issuer.statusAddresses.some((start) => uri.startsWith(start)), 'status-address');
  const text = await by.fetchStatusList(uri).catch((error: unknown) => { throw new WalletRefusal('status-unreachable', { cause: error }); });
  const { bytes, bits } = readList(text, uri, by);
  const refusal = refusalOfStatus(statusAt(bytes, bits, idx));
  if (refusal !== undefined) throw new WalletRefusal(refusal);
}

/** A list as it was read: what does not change as long as the text is the same. */
type KnownList = { readonly text: string; readonly token: Token; readonly chain: readonly Uint8Array[]; signedBy: KeyObject | undefined; bytes: Uint8Array | undefined };

// A list is fetched once a minute and asked with every presentation. Who signed, and whether it still counts, is looked at each time.
const MOST_BYTES_KEPT = 32 * 1024 * 1024;
const known = new Map<string, KnownList>();

function keep(uri: string, list: KnownList): void {
  known.delete(uri);
  known.set(uri, list);
  const sizeOf = (one: KnownList) => one.text.length + (one.bytes?.length ?? 0);
  let size = [...known.values()].reduce((sum, one) => sum + sizeOf(one), 0);
  for (const [oldest, one] of known) {
    if (size <= MOST_BYTES_KEPT) break;
    known.delete(oldest);
    size -= sizeOf(one);
  }
}

function readAnew(text: string): KnownList {
  const token = tokenOf(text);
  return { text, token, chain: inSignature(() => chainOf(token.header)), signedBy: undefined, bytes: undefined };
}

function inSignature<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    throw new WalletRefusal('status-signature', { cause: error });
  }
}

function readList(text: string, uri: string, by: { readonly issuer: TrustedIssuer; readonly now: Date }): { readonly bytes: Uint8Array; readonly bits: number } {
  const before = known.get(uri);
  const read = before?.text === text ? before : readAnew(text);
  const { token: { payload } } = read;
  const signer = inSignature(() => verifyChain(read.chain, [by.issuer], by.now));
  if (read.signedBy !== signer.key) {
    demand(isSignedBy(read.token, signer.key), 'status-signature');
    read.signedBy = signer.key;
  }
  demand(payload['sub'] === uri, 'status-subject');
  const now = by.now.getTime() / 1000;
  const issuedAt = secondsOf(payload, 'iat');
  const end = secondsOf(payload, 'exp');
  const lifetime = secondsOf(payload, 'ttl');
  demand(issuedAt !== undefined && issuedAt <= now + SKEW_SECONDS, 'status-unreadable');
  demand(end === undefined || now <= end + SKEW_SECONDS, 'status-expired');
  // A list without an end could be an old one that somebody kept.
  demand(end !== undefined || (lifetime !== undefined && now <= issuedAt + lifetime + SKEW_SECONDS), 'status-expired');
  const list = payload['status_list'];
  demand(isObject(list) && typeof list['lst'] === 'string' && [1, 2, 4, 8].includes(list['bits'] as number), 'status-unreadable');
  try {
    read.bytes ??= inflateSync(Buffer.from(list['lst'], 'base64url'), { maxOutputLength: LARGEST_LIST });
    if (read !== before) keep(uri, read);
    return { bytes: read.bytes, bits: list['bits'] as number };
  } catch (error) {
    throw new WalletRefusal('status-unreadable', { cause: error });
  }
}

function tokenOf(text: string) {
  try {
    return readToken(text.trim(), 'statuslist+jwt');
  } catch (error) {
    throw new WalletRefusal('status-unreadable', { cause: error });
  }
}
