import type { Instance } from '../domain/instance.ts';
import type { Observation, Runtime } from '../domain/runtime.ts';

/** The runtime of a fake cluster at this address, called `cluster`. */
export function fakeClusterRuntime(url: string): Runtime {
  const keyOf = (instance: Pick<Instance, 'id' | 'generation'>) => `${instance.id}/${instance.generation}`;
  const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Response> => {
    const response = await fetch(`${url}/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(10_000) });
    if (!response.ok && response.status !== 404) throw new Error(`the cluster answered ${response.status}`);
    return response;
  };
  const seen = (state: string, key: string): Observation => (state === 'running' ? { state, upstream: `${url}/things/${key}` } : { state: state as 'starting' | 'suspended' | 'failing' });
  const drop = async (key: string) => { await (await call('DELETE', `things/${key}`)).text(); };
  const observeAll = async () => {
    const lines = (await (await call('GET', 'things')).text()).split('\n').filter((line) => line !== '');
    return new Map(lines.map((line): [string, Observation] => {
      const space = line.indexOf(' ');
      const key = line.slice(0, space);
      return [key, seen(line.slice(space + 1), key)];
    }));
  };
  return {
    name: 'cluster', hasGenerations: true, observeAll,
    apply: async (_ctx, instance, spec) => {
      await (await call('PUT', `things/${keyOf(instance)}`, { version: instance.packageVersion, state: spec.wanted, ...(instance.runningAt ? {} : { files: { owner: instance.id } }) })).text();
    },
    observe: async (_ctx, instance) => {
      const response = await call('GET', `things/${keyOf(instance)}`);
      const body = (await response.json()) as { state?: string };
      return response.status === 404 ? { state: 'absent' } : seen(body.state ?? '', keyOf(instance));
    },
    backup: async (_ctx, instance, to) => {
      const files = (await (await call('GET', `things/${keyOf(instance)}/files`)).json()) as Record<string, string>;
      for (const [path, content] of Object.entries(files)) await to.addFile(`files/data/${path}`, Buffer.from(content));
    },
    restore: async (_ctx, instance, from) => {
      const files: Record<string, string> = {};
      for (const path of from.files()) files[path.slice('files/data/'.length)] = Buffer.from(await from.file(path)).toString();
      await (await call('PUT', `things/${keyOf(instance)}/files`, { version: instance.packageVersion, files })).text();
    },
    remove: async (_ctx, instance) => {
      for (let generation = 1; generation <= instance.generation + 1; generation += 1) await drop(`${instance.id}/${generation}`);
    },
    dropGeneration: (_ctx, instance) => drop(keyOf(instance)),
    runCommand: async () => undefined,
    endOrphans: async (_ctx, known) => {
      const orphans = [...(await observeAll()).keys()].filter((key) => !known.has(key.slice(0, key.indexOf('/'))));
      for (const key of orphans) await drop(key);
      return orphans;
    },
    watch: (_ctx, changed) => {
      const ending = new AbortController();
      const listening = (async () => {
        while (!ending.signal.aborted) {
          try {
            const response = await fetch(`${url}/watch`, { signal: ending.signal });
            let rest = '';
            for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
              const lines = `${rest}${part}`.split('\n');
              rest = lines.pop() ?? '';
              for (const line of lines) if (line !== '') changed(line);
            }
          } catch {
            await new Promise((resolve) => { setTimeout(resolve, 200); });
          }
        }
      })();
      return { [Symbol.asyncDispose]: async () => { ending.abort(); await listening; } };
    },
  };
}
