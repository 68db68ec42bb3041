import { spawn } from 'node:child_process';

/** How a program ended, and the end of what it wrote. */
export type Ended = { readonly code: number; readonly output: string; readonly lines: string };

const MOST_OUTPUT = 64 * 1024;

/**
 * Runs a program to its end. `output` is what it printed, `lines` the end of that and of its errors, in order. Code 127 when there is no such program, 124 when it took longer than `timeoutMs`.
 */
export function runProgram(program: string, args: readonly string[], options: { readonly environment: Readonly<Record<string, string | undefined>>; readonly timeoutMs: number; readonly folder?: string }): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: options.environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...(options.folder === undefined ? {} : { cwd: options.folder }) });
    let [output, lines, late] = ['', '', false];
    const keep = (text: string) => { lines = (lines + text).slice(-MOST_OUTPUT); };
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-MOST_OUTPUT); keep(text); });
    child.stderr.setEncoding('utf8').on('data', keep);
    // A script has children of its own; the whole group ends.
    const timer = setTimeout(() => { late = true; if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); }, options.timeoutMs);
    child.once('error', (error) => { clearTimeout(timer); resolve({ code: 127, output, lines: `${lines}${error.message}` }); });
    child.once('close', (code) => { clearTimeout(timer); resolve({ code: late ? 124 : (code ?? 1), output, lines }); });
  });
}
