import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { DOMParser } from '@xmldom/xmldom';
import { bodyOf } from './body-of.ts';
import { openFileStore, type FileRecord } from './file-store.ts';
import type { ClerkReply } from './run-system.ts';
import { xbauMessage } from './xbau-messages.ts';

/** What the system is started with; a JSON file. */
export type XbauConfig = {
  /** Certificate and key in PEM with which it listens for messages. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** What a sender has to show. */
  readonly token: string;
  readonly authority: { readonly prefix: string; readonly key: string; readonly name: string };
  readonly folder: string;
  /** Where answers go and the secret that signs them; the clerk may set it later (`POST /answers`). */
  readonly answers?: { readonly url: string; readonly secret: string };
};

const XBAU = 'http://www.xleitstelle.de/xbau/schema/2/1/';
const MOST_BODY = 100_000_000;

/** A building authority's system that takes `baugenehmigung.antrag.0200` over HTTPS, adds what comes later by `baugenehmigung.antragGeaendert.0202`, and answers with messages of XBau 2.1. */
export async function runXbauSystem(config: XbauConfig): Promise<{ readonly messages: number; readonly clerk: number; readonly stop: () => Promise<void> }> {
  const store = openFileStore(config.folder, 'XB');
  let answers = config.answers;
  let fault: number | undefined;
  const counts = { tests: 0, again: 0 };

  const messages = createTlsServer(config.tls, (request, response) => { void safely(response, takeMessage(request, response)); });
  const clerk = createServer((request, response) => { void safely(response, hearClerk(request, response)); });

  async function takeMessage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, MOST_BODY);
    if (!isSame(request.headers.authorization ?? '', `Bearer ${config.token}`)) { send(response, 401, { error: 'unknown sender' }); return; }
    if (fault !== undefined) { send(response, fault, { error: 'as the clerk has set it' }); return; }
    const message = readMessage(body);
    if (message === undefined || message.id !== request.headers['idempotency-key']) { send(response, 422, { error: 'no baugenehmigung.antrag.0200 or antragGeaendert.0202 of XBau 2.1' }); return; }
    if (message.application !== undefined) {
      const file = store.find(message.application);
      if (file) store.add(file, message.id, message.attachments);
      send(response, file ? 202 : 422, file ? {} : { error: 'no such application' });
      return;
    }
    if (message.isTest) counts.tests += 1;
    else if (store.find(message.id)) counts.again += 1;
    else store.file({ submissionId: message.id, caseId: '', schemaUri: `${XBAU}#0200`, data: body, attachments: message.attachments });
    if (!message.isTest) store.noteAccepted(message.id);
    send(response, 202, {});
  }

  async function hearClerk(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first, second, third] = (request.url ?? '').split('/');
    if (request.method === 'GET' && first === 'files') { send(response, 200, store.all()); return; }
    if (request.method === 'GET' && first === 'counts') { send(response, 200, counts); return; }
    const said: unknown = JSON.parse(await bodyOf(request, MOST_BODY));
    if (first === 'answers') { answers = said as XbauConfig['answers']; send(response, 200, {}); return; }
    if (first === 'faults') { fault = (said as { status?: number }).status; send(response, 200, {}); return; }
    const file = store.find(second ?? '');
    if (!file || third !== 'replies') { send(response, 404, { error: 'no such file' }); return; }
    send(response, 200, { status: await answer(file, said as ClerkReply & { readonly id?: string }) });
  }

  async function answer(file: FileRecord, said: ClerkReply & { readonly id?: string }): Promise<number> {
    if (answers === undefined) throw new Error('nobody has said where answers go');
    const at = new Date();
    const body = xbauMessage({ application: file.submissionId, fileNumber: file.fileNumber, authority: config.authority, isTest: false }, said, at, said.id);
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const result = await fetch(answers.url, { method: 'POST', headers: { 'content-type': 'application/xml', 'callback-timestamp': timestamp, 'callback-authentication': createHmac('sha512', answers.secret).update(`${timestamp}.${body}`).digest('hex') }, body });
    if (!result.ok) throw new Error(`the platform answers ${result.status}: ${(await result.text()).slice(0, 300)}`);
    store.noteReplied(file.submissionId, said.kind);
    return result.status;
  }

  return { messages: await listen(messages), clerk: await listen(clerk), stop: async () => { await Promise.all([close(messages), close(clerk)]); store.close(); } };
}

/** Reads a message; undefined where it is none of ours. It checks what it needs: a real system would hold it against the XSDs, of which four were not to be had (XInneres, GML, String.Latin). */
function readMessage(text: string): { readonly id: string; readonly isTest: boolean; /** To which application it adds something. */ readonly application: string | undefined; readonly attachments: readonly { readonly id: string; readonly filename: string | undefined; readonly mimeType: string; readonly bytes: Uint8Array }[] } | undefined {
  if (/<!DOCTYPE/iu.test(text)) return undefined;
  let isBroken = false;
  const note = () => { isBroken = true; };
  const root = (new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } }).parseFromString(text, 'text/xml') as Document | undefined)?.documentElement;
  if (isBroken || root?.namespaceURI !== XBAU) return undefined;
  const one = (within: Element, name: string) => Array.from(within.getElementsByTagName(name))[0]?.textContent ?? undefined;
  const id = one(root, 'nachrichtenUUID');
  const application = root.localName === 'baugenehmigung.antragGeaendert.0202' ? one(root, 'xbau:referenzAntragsteller') : undefined;
  const isApplication = root.localName === 'baugenehmigung.antrag.0200' && root.getElementsByTagName('xbau:baugrundstueck').length > 0 && one(root, 'xbau:bezeichnungDesBauvorhabens') !== undefined;
  if (id === undefined || (application === undefined && !isApplication)) return undefined;
  const attachments = Array.from(root.getElementsByTagName('xbau:anlage')).map((node, index) => ({ id: String(index + 1), filename: one(node, 'xbau:dateinameAnhang'), mimeType: one(node, 'code') ?? '', bytes: Buffer.from(one(node, 'xbau:primaerdokument') ?? '', 'base64') }));
  return { id, isTest: root.getAttribute('test') === 'true', application, attachments };
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function safely(response: ServerResponse, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => { send(response, 500, { error: error instanceof Error ? error.message : String(error) }); });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections?.(); });
}

if (import.meta.main) {
  const file = process.argv[2];
  if (file === undefined) throw new Error('usage: node xbau-system.ts <config.json>');
  const { messages, clerk, stop } = await runXbauSystem(JSON.parse(readFileSync(file, 'utf8')) as XbauConfig);
  console.log(JSON.stringify({ listening: clerk, messages }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => { void stop().then(() => process.exit(0)); });
}
