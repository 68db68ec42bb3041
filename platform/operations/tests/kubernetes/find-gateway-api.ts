import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadYaml } from '@kubernetes/client-node';

const MODULE = 'sigs.k8s.io/gateway-api@v1.4.0';

/** The published definition of HTTPRoute, from the Go module of the Gateway API; undefined where it cannot be had. */
export async function findGatewayApi(): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', MODULE], { cwd: tmpdir(), timeout: 120_000 });
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    return loadYaml(await readFile(path.join(Dir, 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'), 'utf8'));
  } catch {
    return undefined;
  }
}
