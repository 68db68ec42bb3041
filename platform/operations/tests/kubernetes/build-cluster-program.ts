import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../../../tools/kubernetes-cluster', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/kubernetes-cluster', import.meta.url));
const BUILD_MS = 25 * 60_000;
const END_OF_OUTPUT = 500;

/**
 * The program of `tools/kubernetes-cluster`, built by Go from the published modules unless it was built before. Takes minutes for the first time and gets out of the way of other work meanwhile.
 * Says why there is none when it cannot be had here.
 */
export async function buildClusterProgram(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const sources = await Promise.all(['go.mod', 'go.sum', 'main.go'].map((file) => readFile(path.join(SOURCE, file))));
  const program = path.join(CACHE, createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 16));
  if (await access(program).then(() => true, () => false)) return { program };
  await mkdir(CACHE, { recursive: true });
  const fresh = `${program}.${process.pid}`;
  const built = await run('go', ['build', '-ldflags', '-s -w', '-o', fresh, '.']);
  if (built === 'absent') return { missing: 'Go, which builds a cluster of Kubernetes, is not here' };
  if (built !== undefined) return { missing: `a cluster of Kubernetes could not be built: ${built}` };
  await rename(fresh, program);
  return { program };
}

// Undefined when it went well, else the end of what it said.
function run(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(command, args, { cwd: SOURCE, env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' }, stdio: ['ignore', 'ignore', 'pipe'], timeout: BUILD_MS });
    child.once('spawn', () => { if (child.pid !== undefined) setPriority(child.pid, 10); });
    child.stderr.on('data', (part: Buffer) => { said = `${said}${part.toString('utf8')}`.slice(-END_OF_OUTPUT); });
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? 'absent' : error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : signal === null ? said.trim() : `it took longer than ${BUILD_MS / 60_000} minutes`));
  });
}
