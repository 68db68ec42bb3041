import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const FOLDER = join(import.meta.dirname, '../../../e2e/specialist-systems');

/** What such a system has on file. */
export type ReferenceFile = { readonly submissionId: string; readonly fileNumber: string; readonly data: string; readonly accepted: boolean; readonly senderReference?: string; readonly attachments: readonly { readonly filename: string; readonly sha512: string }[]; readonly replies: readonly string[] };

/** Starts a reference system as a program of its own; its clerk is asked over HTTP. The same folder again goes on with what is in it. */
export async function startReferenceSystem(program: 'generic-system' | 'xbau-system', config: Readonly<Record<string, unknown>>) {
  const folder = typeof config['folder'] === 'string' ? config['folder'] : mkdtempSync(join(tmpdir(), 'allmende-specialist-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ port: 0, pollMs: 300, ...config, folder }));
  const child = spawn(process.execPath, [join(FOLDER, `${program}.ts`), file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => { printed.push(line); });
  const { listening: port, messages = 0 } = await new Promise<{ readonly listening: number; /** Where an XBau system takes messages. */ readonly messages?: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => { resolve(JSON.parse(line) as { listening: number }); });
    child.once('exit', (code) => { reject(new Error(`the system ended with ${code ?? 'a signal'}: ${printed.join('\n')}`)); });
  });
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    port, messages, folder, printed, ask,
    files: async () => (await ask('GET', '/files')) as ReferenceFile[],
    reply: (submission: string, said: Readonly<Record<string, unknown>>) => ask('POST', `/files/${submission}/replies`, said),
    stop: (signal: NodeJS.Signals = 'SIGTERM') => new Promise<void>((resolve) => { if (child.exitCode !== null || child.signalCode !== null) { resolve(); return; } child.once('exit', () => { resolve(); }); child.kill(signal); }),
  };
}
