import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { AppPackage } from '@allmende/app-packages';
import { isPodmanUsable } from '../clients/podman/is-podman-usable.ts';
import { aPackage } from './a-package.ts';

const run = promisify(execFile);
const BUSYBOX = '/usr/bin/busybox';
const TOOLS = ['sh', 'httpd', 'ls', 'id', 'cat', 'nc', 'sleep', 'ip', 'mount', 'touch', 'nslookup', 'ping', 'dd', 'find', 'ps', 'kill', 'stat', 'mkdir', 'echo', 'rm', 'ln', 'chmod', 'env', 'head', 'yes', 'grep', 'sync', 'true', 'false', 'printf', 'tail'];

/** A tiny image on this machine, as a package names it. */
export type TestImage = { readonly reference: string; readonly digest: string };

/** Why container tests cannot run here, in one line; false when they can. For `test(name, { skip })`. */
export async function noContainers(): Promise<string | false> {
  if (process.getuid?.() !== 0) return 'containers are tested as root only';
  if (!existsSync(BUSYBOX)) return `the test image is made of Debian's static busybox, which is missing (${BUSYBOX})`;
  const use = await isPodmanUsable(await mkdtemp(path.join(tmpdir(), 'allmende-podman-')));
  return use.usable ? false : use.why;
}

/** Builds an image with nothing but busybox: `httpd` on 8080, and the usual tools to try things with. The same files give the same image, so it stays for the next test. */
export async function testImage(): Promise<TestImage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-image-'));
  const reference = 'localhost/allmende-test/busybox';
  try {
    await mkdir(path.join(folder, 'root/bin'), { recursive: true });
    for (const empty of ['tmp', 'proc', 'etc', 'run', 'data']) await mkdir(path.join(folder, 'root', empty), { recursive: true });
    await cp(BUSYBOX, path.join(folder, 'root/bin/busybox'));
    for (const tool of TOOLS) await symlink('busybox', path.join(folder, 'root/bin', tool));
    await writeFile(path.join(folder, 'root/etc/passwd'), 'app:x:1500:1500::/:/bin/sh\n');
    await writeFile(path.join(folder, 'Containerfile'), 'FROM scratch\nCOPY root/ /\nENV PATH=/bin\nLABEL allmende.test=1\n');
    await run('podman', ['build', '--quiet', '--timestamp', '0', '--tag', `${reference}:1`, folder], { timeout: 120_000 });
    const { stdout } = await run('podman', ['image', 'inspect', '--format', '{{.Digest}}', `${reference}:1`], { timeout: 30_000 });
    return { reference, digest: stdout.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A package that serves its volume `data` over HTTP, with one secret as a file and as a variable. Ready when `ready.txt` lies in the volume, which its command writes. */
export function testPackage(image: TestImage, changes: Partial<AppPackage> = {}): AppPackage {
  return {
    ...aPackage({ app: 'tiny', version: '1.0.0' }),
    components: [testComponent(image)],
    entrance: { component: 'web', port: 'http', access: 'granted' },
    volumes: [{ name: 'data', size: '64Mi', backup: true, exclude: ['cache'] }],
    secrets: [{ name: 'key', shown: false }],
    backup: { mode: 'stopped' },
    ...changes,
  };
}

/** Its one component. `command` is a line for the shell that ends with the web server unless told. */
export function testComponent(image: TestImage, line = 'echo ready > /data/ready.txt; echo started; exec httpd -f -p 8080 -h /data', name = 'web'): AppPackage['components'][number] {
  const ready = { http: { path: '/ready.txt', port: 'http' }, periodSeconds: 1, timeoutSeconds: 1, failures: 2 };
  return {
    name, image, command: ['sh', '-c', line], user: 1500, ports: [{ name: 'http', port: 8080 }],
    environment: { KEY: { secret: 'key' }, TITLE: { platform: 'title' } },
    files: [{ path: '/etc/key', secret: 'key' }],
    mounts: [{ volume: 'data', path: '/data' }],
    scratch: ['/tmp'],
    resources: { cpu: '50m', memory: '8Mi', cpuLimit: '500m', memoryLimit: '32Mi', processes: 32 },
    probes: { ready, alive: ready, startSeconds: 10 },
  };
}
