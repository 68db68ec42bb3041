import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainsOf, doorInReach, iptablesRules, nftScript, type WalledNetwork } from './wall-rules.ts';

const network = (reach: readonly string[], egress: WalledNetwork['egress'] = 'none'): WalledNetwork => ({ name: 'allmende-town', interface: 'podman7', egress, reach });
const { host, out } = chainsOf('allmende-town');
const before = (rules: readonly string[], chain: string) => rules.filter((rule) => rule.startsWith(`-A ${chain} `) && rule.endsWith('RETURN'));

test('a door leads to this machine on the bridge itself and to one port, and nowhere out', () => {
  const rules = iptablesRules(network([doorInReach(8480)]));
  assert.deepEqual(before(rules, host), [`-A ${host} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN`, `-A ${host} -p tcp -m tcp --dport 8480 -m addrtype --dst-type LOCAL --limit-iface-in -j RETURN`]);
  assert.deepEqual(before(rules, out), before(iptablesRules(network([])), out));
  assert.equal(rules.filter((rule) => rule.startsWith(`-A ${host} `)).at(-1), `-A ${host} -j DROP`);
});

test('a single server is reached at its port, beside the host and out, and a door does not change that', () => {
  for (const reach of [['10.1.2.3:587'], ['10.1.2.3:587', doorInReach(8480)]]) {
    const rules = iptablesRules(network(reach, 'internet'));
    for (const chain of [host, out]) assert.ok(rules.includes(`-A ${chain} -d 10.1.2.3/32 -p tcp -m tcp --dport 587 -j RETURN`), chain);
    const [server, firstPrivate] = [rules.indexOf(`-A ${out} -d 10.1.2.3/32 -p tcp -m tcp --dport 587 -j RETURN`), rules.findIndex((rule) => rule.startsWith(`-A ${out} -d 0.0.0.0/8`))];
    assert.ok(server < firstPrivate, 'the server is let through before the private ranges are shut');
  }
});

test('nftables opens the same and nothing more', () => {
  const script = nftScript(network(['10.1.2.3:587', doorInReach(8480)]));
  const [hostChain = '', forwardChain = ''] = script.split('chain forward');
  assert.match(hostChain, /tcp dport 8480 fib daddr \. iif type local accept\n\s+ip daddr 10\.1\.2\.3 tcp dport 587 accept\n\s+drop/u);
  assert.match(forwardChain, /ip daddr 10\.1\.2\.3 tcp dport 587 accept\n\s+drop/u);
  assert.doesNotMatch(forwardChain, /8480/u);
  assert.doesNotMatch(nftScript(network([])), /8480|587/u);
});
