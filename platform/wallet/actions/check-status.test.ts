import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTrustList, type TrustedIssuer } from '../domain/trust-list.ts';
import { WalletRefusal } from '../domain/refusal.ts';
import { TestIssuer } from '../testing/index.ts';
import { checkStatus } from './check-status.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const ADDRESS = 'https://status.pid-provider.example/lists/';
const trusted = (issuer: TestIssuer): TrustedIssuer => readTrustList(issuer.trustList('2026-11-01', '2036-11-01'), { isProduction: false }).issuers[0] as TrustedIssuer;

async function outcome(text: string, by: TrustedIssuer, at = NOW, idx = 0): Promise<string> {
  try {
    await checkStatus({ status_list: { uri: `${ADDRESS}1`, idx } }, { issuer: by, now: at, fetchStatusList: async () => text });
    return 'counts';
  } catch (error) {
    assert.ok(error instanceof WalletRefusal);
    return error.reason;
  }
}

test('a list that was read before is held against time, signer and place again each time', async () => {
  const issuer = new TestIssuer({ statusAddress: ADDRESS, now: NOW, signerTo: new Date('2026-11-22T09:30:00Z') });
  const stranger = trusted(new TestIssuer({ statusAddress: ADDRESS, now: NOW }));
  const list = issuer.statusList({ 3: 1 }, { now: NOW });
  const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  assert.equal(await outcome(list, trusted(issuer)), 'counts');
  assert.equal(await outcome(list, trusted(issuer)), 'counts');
  assert.equal(await outcome(list, trusted(issuer), NOW, 3), 'status-revoked');
  assert.equal(await outcome(list, trusted(issuer), NOW, 9999), 'status-out-of-range');
  assert.equal(await outcome(list, stranger), 'status-signature', 'another issuer did not sign it');
  assert.equal(await outcome(list, trusted(issuer), later(-5)), 'status-unreadable', 'it is of the future');
  assert.equal(await outcome(list, trusted(issuer), later(31)), 'status-signature', 'the certificate of the signer is over');
  const lasting = new TestIssuer({ statusAddress: ADDRESS, now: NOW });
  const short = lasting.statusList({}, { now: NOW });
  assert.equal(await outcome(short, trusted(lasting)), 'counts');
  assert.equal(await outcome(short, trusted(lasting), later(62)), 'status-expired', 'the list is over');
  assert.equal(await outcome(lasting.statusList({ 0: 1 }, { now: NOW }), trusted(lasting)), 'status-revoked', 'a new list counts at once');
  assert.equal(await outcome(`${short.slice(0, -12)}${'A'.repeat(12)}`, trusted(lasting)), 'status-signature');
  assert.equal(await outcome(short, trusted(lasting)), 'counts');
});
