import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { newId } from '@allmende/database';
import type { Instance } from '../domain/instance.ts';
import { noContainers, testComponent, testImage, testPackage } from '../testing/index.ts';
import { fetchText, inside, openPodmanStand, podman } from './podman-stand.ts';

const run = promisify(execFile);
const skip = await noContainers();
// The one way to the platform: a port of this machine, for packages that sign people in.
const DOOR = 'sign-in.test.internal';
let doorPort = 0;
const stand = await openPodmanStand({
  needs: { unmet: async () => undefined, give: async (_ctx, _instance, app) => ({ values: new Map(), reach: [], ...(app.needs?.oidc ? { door: { host: DOOR, port: doorPort } } : {}) }), takeBack: async () => undefined },
});

const METADATA = '169.254.169.254';
const SOMEWHERE = '5.5.5.5';
const INTRANET = '10.77.77.77';
const vethOf = (pid: number | string): string => `almv${pid}`.slice(0, 13);
const names = { away: `alm-away-${process.pid}`, veth: vethOf(process.pid), foreign: `allmende-test-foreign-${process.pid}`, unwalled: `allmende-test-unwalled-${process.pid}` };

/** Where something answers; the answer of each is its own. */
type Target = { readonly what: string; readonly url: string };

describe('an authority in containers', { skip }, () => {
  const platform = createServer((_request, response) => response.end('platform'));
  const image = skip === false ? testImage() : undefined;
  const tenants = { a: newId(), b: newId() };
  let closed: Instance;
  let open: Instance;
  let doored: Instance;
  let victim: Instance;
  let neighbour: Instance;
  let victimAddress = '';
  let targets: readonly Target[] = [];
  let names6: readonly Target[] = [];
  let away: ChildProcess | undefined;
  let metadataAdded = false;

  before(async () => {
    assert.ok(image);
    await new Promise<void>((resolve) => { platform.listen(0, '::', resolve); });
    const made = await image;
    const patient = { ...testComponent(made), resources: { ...testComponent(made).resources, processes: 400 } };
    const none = testPackage(made, { app: 'closed', components: [patient] });
    const internet = testPackage(made, { app: 'open', egress: 'internet', components: [patient] });
    // Writes its secret into its volume as well: neither may be found elsewhere.
    const loud = testPackage(made, { app: 'victim', egress: 'internet', components: [testComponent(made, 'cat /etc/key > /data/ready.txt; exec httpd -f -p 8080 -h /data')] });
    closed = stand.instanceOf(none, tenants.a);
    open = stand.instanceOf(internet, tenants.a);
    victim = stand.instanceOf(loud, tenants.b);
    neighbour = stand.instanceOf(internet, tenants.b);
    doorPort = (platform.address() as AddressInfo).port;
    doored = stand.instanceOf(testPackage(made, { app: 'doored', components: [patient], needs: { oidc: { callbackPath: '/' } } }), tenants.a);
    await Promise.all([closed, open, doored, victim, neighbour].map((one) => stand.apply(one)));
    for (const one of [closed, open, doored, neighbour]) await stand.until(one, 'running');
    victimAddress = new URL((await stand.until(victim, 'running')).upstream ?? '').hostname;
    // A machine in a cloud may already answer at this address.
    metadataAdded = !addressesOfHost().includes(METADATA);
    if (metadataAdded) await run('ip', ['address', 'add', `${METADATA}/32`, 'dev', 'lo']);
    away = await openSomewhere();
    const foreign = (name: string, ...flags: string[]) => podman('run', '--detach', '--name', name, '--label', 'allmende.test=1', '--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024', '--tmpfs', '/data', ...flags, `${made.reference}@${made.digest}`,
      'sh', '-c', 'echo published > /data/index.html; exec httpd -f -p 8080 -h /data');
    await foreign(names.foreign, '--publish', '0.0.0.0::8080');
    await foreign(names.unwalled);
    const published = Number((await podman('port', names.foreign, '8080')).split(':').at(-1));
    const foreignAddress = await podman('inspect', '--format', '{{.NetworkSettings.IPAddress}}', names.foreign);
    const port = (platform.address() as AddressInfo).port;
    const hosts = addressesOfHost();
    assert.ok(hosts.filter((address) => address.startsWith('10.')).length >= 4 && hosts.includes(METADATA), 'the gateways of both authorities are among the addresses of the host');
    targets = [
      { what: 'a pod of another authority', url: `http://${victimAddress}:8080/ready.txt` },
      { what: 'a foreign container', url: `http://${foreignAddress}:8080/` },
      ...hosts.flatMap((address) => [{ what: `the platform at ${address}`, url: `http://${address}:${port}/` }, { what: `a published port at ${address}`, url: `http://${address}:${published}/` }]),
      { what: 'an address of the intranet', url: `http://${INTRANET}:8080/` },
    ];
    const links = Object.entries(networkInterfaces()).flatMap(([name, list]) => (list ?? []).filter(({ family, address }) => family === 'IPv6' && address !== '::1').map(({ address }) => ({ name, address })));
    names6 = links.map(({ name, address }) => ({ what: `the platform at ${address} of ${name}`, url: address.startsWith('fe80') ? `http://[${address}%eth0]:${port}/` : `http://[${address}]:${port}/` }));
  });

  after(async () => {
    platform.close();
    away?.kill('SIGKILL');
    await stand.clear();
    await podman('rm', '-f', '-t', '0', names.foreign, names.unwalled).catch(() => undefined);
    if (metadataAdded) await run('ip', ['address', 'del', `${METADATA}/32`, 'dev', 'lo']).catch(() => undefined);
    await run('ip', ['netns', 'del', names.away]).catch(() => undefined);
    await run('ip', ['link', 'del', names.veth]).catch(() => undefined);
  });

  test('the probes work: from the host everything answers, and from a container without a wall what a host lets happen', async () => {
    const fromHost = await Promise.all([...targets, somewhere].map(async (target) => ((await fetchText(target.url)) === undefined ? target.what : undefined)));
    assert.deepEqual(fromHost.filter((what) => what !== undefined), []);
    const unwalled = await answering(names.unwalled, [...targets, somewhere]);
    for (const target of targets.filter(({ what }) => what !== 'a pod of another authority')) assert.ok(unwalled.has(target.what), `${target.what} should answer to a container without a wall`);
    assert.ok(unwalled.has(somewhere.what));
    assert.ok((await answering(names.unwalled, names6)).size > 0, 'a container without a wall reaches the host by IPv6');
  });

  test('no pod reaches another authority, another container, the platform, a published port, the intranet or the metadata of a cloud', async () => {
    for (const [egress, attacker] of [['none', closed], ['internet', open]] as const) {
      assert.deepEqual([...(await answering(container(attacker), targets))], [], egress);
      assert.deepEqual([...(await answering(container(attacker), names6))], [], `${egress}, by IPv6`);
    }
  });

  test('one that signs people in reaches that one port of this machine by the name it was given, in its own network, and nothing else', async () => {
    const gateway = new URL((await stand.look(doored)).upstream ?? '').hostname.replace(/\.\d+$/u, '.1');
    const own = `the platform at ${gateway}`;
    assert.ok(targets.some(({ what }) => what === own), 'the gateway of its own network is among the targets');
    assert.deepEqual([...(await answering(container(doored), [...targets, somewhere, { what: 'the door', url: `http://${DOOR}:${doorPort}/` }]))].toSorted(), ['the door', own].toSorted());
    assert.deepEqual([...(await answering(container(doored), names6))], [], 'by IPv6');
    for (const attacker of [closed, open]) assert.deepEqual([...(await answering(container(attacker), [{ what: 'the door', url: `http://${gateway}:${doorPort}/` }]))], []);
  });

  test('it reaches itself, and only a package that may reach the internet reaches it', async () => {
    const own = { what: 'itself', url: 'http://127.0.0.1:8080/ready.txt' };
    assert.deepEqual([...(await answering(container(closed), [own, somewhere]))], ['itself']);
    assert.deepEqual([...(await answering(container(open), [own, somewhere]))], ['itself', somewhere.what]);
  });

  test('names of another authority are not known, also not by its own name server', async () => {
    const name = `allmende-${victim.id}-g1`;
    const gateway = victimAddress.replace(/\.\d+$/u, '.1');
    const resolves = async (from: Instance, asked: string, server = '') => (await inside(from, 'web', `nslookup -timeout=1 -retry=1 ${asked} ${server} 2>&1 | grep -F ${victimAddress}`)).code === 0;
    assert.ok(await resolves(neighbour, name), 'a neighbour of the same authority knows the name');
    for (const attacker of [closed, open]) {
      for (const asked of [name, `${name}-web`, `${name}.dns.podman`]) {
        assert.equal(await resolves(attacker, asked), false, asked);
        assert.equal(await resolves(attacker, asked, gateway), false, `${asked} at ${gateway}`);
      }
    }
  });

  test('no volume, secret or token of another lies in its files, and nothing of the machine', async () => {
    assert.match((await inside(victim, 'web', 'cat /etc/key')).output, /^secret of/u);
    const marked = await stand.runtime.logs(stand.ctxOf(victim.tenant), victim, { lines: 1 });
    assert.deepEqual(marked, []);
    await inside(victim, 'web', 'echo only-of-b > /data/note.txt');
    assert.ok((await inside(victim, 'web', 'ps')).output.includes('cat /etc/key'), 'the victim sees its own');
    for (const attacker of [closed, open]) {
      assert.notEqual((await inside(attacker, 'web', 'grep -rsl only-of-b /data /tmp /run /etc /var /dev/shm 2>/dev/null')).code, 0);
      assert.equal((await inside(attacker, 'web', 'ls -d /var/run/secrets/kubernetes.io /run/secrets/kubernetes.io /var/lib/containers /run/podman /root/.docker 2>/dev/null')).output, '');
      const mounts = (await inside(attacker, 'web', 'cat /proc/mounts')).output;
      assert.ok(!mounts.includes(victim.id) && !mounts.includes('podman.sock'));
      assert.ok(!(await inside(attacker, 'web', 'ps')).output.includes('cat /etc/key'), 'it sees its own processes alone');
      assert.equal((await inside(attacker, 'web', `find / -xdev -name "*${victim.id}*" 2>/dev/null`)).output, '');
    }
  });

  test('it cannot forge addresses, mount, make devices or become another user', async () => {
    for (const line of ['ip address add 10.99.99.99/24 dev eth0', 'ip route add 10.0.0.0/8 via 127.0.0.1', 'ping -c 1 127.0.0.1', 'mount -t tmpfs none /tmp', 'busybox mknod /tmp/disk b 8 0', 'busybox chroot /', 'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6', 'busybox su']) {
      const { code, output } = await inside(open, 'web', line);
      assert.notEqual(code, 0, `${line}: ${output}`);
    }
    assert.match((await inside(open, 'web', 'grep -E "CapEff|NoNewPrivs|Seccomp:" /proc/self/status')).output, /CapEff:\t0+\n(?:.*\n)*NoNewPrivs:\t1\nSeccomp:\t2/u);
  });

  test('nobody comes in from outside this machine, and a wall that was torn down is built again', async () => {
    const inward = ['netns', 'exec', names.away, 'busybox', 'sh', '-c', ask(`http://${victimAddress}:8080/ready.txt`)];
    await assert.rejects(run('ip', inward));
    for (const tenant of Object.values(tenants)) await tearDown(tenant);
    await assert.doesNotReject(run('ip', inward), 'without the wall it would answer');
    assert.ok((await answering(container(open), targets)).size > 0, 'without the wall the host answers');
    await stand.apply(victim);
    await stand.apply(open);
    await assert.rejects(run('ip', inward));
    assert.deepEqual([...(await answering(container(open), targets))], []);
  });

  test('a wall that a vanished network left on the same bridge does not stand in the way', async () => {
    const network = await podman('network', 'ls', '-q', '--filter', `label=allmende.tenant=${tenants.a}`, '--filter', 'label=allmende.egress=internet');
    const name = await podman('network', 'inspect', '--format', '{{.NetworkInterface}}', network);
    await leaveForeignWall(name);
    assert.deepEqual([...(await answering(container(open), [somewhere]))], []);
    await stand.apply(open);
    assert.deepEqual([...(await answering(container(open), [somewhere]))], [somewhere.what]);
    assert.doesNotMatch(await wallRules(), /(?:ALM-|allmende_)0{12}/u);
  });

  test('the walls go with the last network', async () => {
    const bridge = JSON.parse(await podman('network', 'inspect', ...(await podman('network', 'ls', '-q', '--filter', `label=allmende.tenant=${tenants.b}`)).split('\n'))) as { network_interface: string }[];
    await stand.apply(victim);
    assert.ok(bridge[0] && (await wallRules()).includes(standsAt(bridge[0].network_interface)));
    for (const one of [victim, neighbour]) await stand.runtime.remove(stand.ctxOf(one.tenant), one);
    assert.ok(bridge[0] && !(await wallRules()).includes(standsAt(bridge[0].network_interface)));
    assert.equal(await podman('network', 'ls', '-q', '--filter', `label=allmende.tenant=${tenants.b}`), '');
  });
});

const somewhere: Target = { what: 'an address of the internet', url: `http://${SOMEWHERE}:8080/` };
const addressesOfHost = (): string[] => Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1').map(({ address }) => address);
const container = (instance: Instance): string => `allmende-${instance.id}-g1-web`;

/** A second machine behind this one, with an address of the internet and one of an intranet. */
async function openSomewhere(): Promise<ChildProcess> {
  const ip = (...args: string[]) => run('ip', args);
  await removeAbandoned();
  await ip('netns', 'add', names.away);
  await ip('link', 'add', names.veth, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', names.away);
  await ip('address', 'add', '198.18.77.1/30', 'dev', names.veth);
  await ip('link', 'set', names.veth, 'up');
  const away = (...args: string[]) => ip('-n', names.away, ...args);
  await away('address', 'add', '198.18.77.2/30', 'dev', 'eth0');
  for (const address of [SOMEWHERE, INTRANET]) await away('address', 'add', `${address}/32`, 'dev', 'lo');
  await away('link', 'set', 'lo', 'up');
  await away('link', 'set', 'eth0', 'up');
  await away('route', 'add', 'default', 'via', '198.18.77.1');
  for (const address of [SOMEWHERE, INTRANET]) await ip('route', 'replace', `${address}/32`, 'via', '198.18.77.2');
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-away-'));
  await writeFile(path.join(folder, 'index.html'), 'away');
  return spawn('ip', ['netns', 'exec', names.away, 'busybox', 'httpd', '-f', '-p', '8080', '-h', folder], { stdio: 'ignore' });
}

// The wget of Debian's static busybox breaks down on names and numbers alike; nc does not.
function ask(url: string): string {
  const [, host, port, at] = /^http:\/\/\[?([^\]/]+?)\]?:(\d+)(\/.*)$/u.exec(url) ?? [];
  return `printf 'GET ${at} HTTP/1.0\\r\\n\\r\\n' | nc -w 3 '${host}' ${port} | grep -q '^HTTP/1.[01] 200'`;
}

// The runtime takes nftables where it is installed; the test has to look where the wall stands.
const isNft = skip === false && (await run('nft', ['--version']).then(() => true, () => false));
const wallRules = async (): Promise<string> => (await (isNft ? run('nft', ['list', 'ruleset']) : run('iptables-save', ['-t', 'mangle']))).stdout;
const standsAt = (bridge: string): string => (isNft ? `iifname != "${bridge}" accept` : `-i ${bridge} `);

/** A wall that shuts a bridge and belongs to no network. */
async function leaveForeignWall(bridge: string): Promise<void> {
  if (isNft) {
    const table = ['inet', 'allmende_000000000000'];
    await run('nft', ['add', 'table', ...table]);
    await run('nft', ['add', 'chain', ...table, 'forward', '{ type filter hook forward priority -150; policy accept; }']);
    for (const rule of [['iifname', '!=', `"${bridge}"`, 'accept'], ['drop']]) await run('nft', ['add', 'rule', ...table, 'forward', ...rule]);
    return;
  }
  for (const args of ['-N ALM-000000000000-OUT', '-A ALM-000000000000-OUT -j DROP', `-A FORWARD -i ${bridge} -j ALM-000000000000-OUT`]) await run('iptables', ['-w', '-t', 'mangle', ...args.split(' ')]);
}

/** What another program does that flushes rules, for the bridges of one authority alone. */
async function tearDown(tenant: string): Promise<void> {
  for (const network of (await podman('network', 'ls', '-q', '--filter', `label=allmende.tenant=${tenant}`)).split('\n')) {
    const bridge = await podman('network', 'inspect', '--format', '{{.NetworkInterface}}', network);
    if (isNft) {
      const table = (await wallRules()).split(/^(?=table )/mu).find((one) => one.startsWith('table inet allmende_') && one.includes(standsAt(bridge)));
      assert.ok(table);
      await run('nft', ['delete', 'table', 'inet', /^table inet (\S+)/u.exec(table)?.[1] ?? '']);
      continue;
    }
    for (const program of ['iptables', 'ip6tables']) {
      const rules = (await run(`${program}-save`, ['-t', 'mangle'])).stdout.split('\n').filter((line) => / (?:-i|-o) /u.test(line) && line.includes(` ${bridge} `) && /^-A (?:INPUT|FORWARD) /u.test(line));
      assert.ok(rules.length > 0);
      for (const rule of rules) await run(program, ['-t', 'mangle', '-D', ...rule.slice(3).split(' ')]);
    }
  }
}

/** Which of the targets answer to a container; all are asked at once. */
async function answering(name: string, list: readonly Target[]): Promise<ReadonlySet<string>> {
  const line = `${list.map(({ url }, index) => `(${ask(url)} && echo open-${index} || echo shut-${index}) &`).join(' ')} wait`;
  const { stdout } = await run('podman', ['exec', name, 'sh', '-c', line], { timeout: 60_000 });
  // Whoever could not even try has proven nothing.
  assert.equal(stdout.trim().split('\n').length, list.length, stdout);
  return new Set(list.filter((_, index) => stdout.split('\n').includes(`open-${index}`)).map(({ what }) => what));
}

/** A run that was killed leaves its machine behind, and the route to it with it. */
async function removeAbandoned(): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'list']);
  for (const [, pid] of stdout.matchAll(/^alm-away-(\d+)/gmu)) {
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    await run('ip', ['link', 'del', vethOf(pid)]).catch(() => undefined);
    await run('ip', ['netns', 'del', `alm-away-${pid}`]).catch(() => undefined);
  }
}
