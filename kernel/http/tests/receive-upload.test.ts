import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets, button, fileField, form, html } from '@allmende/html';
import { createServer, definePage, redirect, sendFile, show, type SubmittedFile } from '@allmende/http';

const { database } = await testDatabase([]);
const received: { fields: Record<string, string>; files: readonly SubmittedFile[]; hasTooManyFiles: boolean }[] = [];
const app = await createServer({
  house: testHouse(database, {}), sessions: { findActor: async () => undefined }, assets: await buildAssets(), navigation: [], api: [],
  pages: [
    definePage({ method: 'GET', path: '/send', access: 'anyone', handle: async ({ csrf, locale }) => show({ title: 'x', main: form({ csrf, multipart: true, fields: fileField({ name: 'file', label: 'Datei', locale }), buttons: button({ label: 'Senden' }) }) }) }),
    definePage({
      method: 'POST', path: '/send', access: 'anyone', uploads: { maxFileBytes: 1000, maxFiles: 2 },
      async handle({ form: sent }) {
        received.push({ fields: Object.fromEntries(sent.names().map((name) => [name, sent.text(name)])), files: sent.files('file'), hasTooManyFiles: sent.hasTooManyFiles });
        return redirect('/send');
      },
    }),
    definePage({ method: 'POST', path: '/plain', access: 'anyone', handle: async () => show({ title: 'x', main: html`` }) }),
    definePage({ method: 'GET', path: '/foreign', access: 'anyone', handle: async () => sendFile({ bytes: Buffer.from('<script>1</script>'), contentType: 'image/png', name: 'a"b\r\nx.png', isForeign: true }) }),
  ],
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
after(() => app.close());

const page = await fetch(`${address}/send`);
const csrf = /name="_csrf" value="([^"]+)"/u.exec(await page.text())?.[1] ?? '';
const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');

function formWith(...parts: readonly (readonly [string, string] | readonly [string, Blob, string])[]): FormData {
  const data = new FormData();
  data.append('_csrf', csrf);
  for (const part of parts) {
    if (part.length === 2) data.append(part[0], part[1]);
    else data.append(part[0], part[1], part[2]);
  }
  return data;
}

async function send(body: BodyInit, headers: Record<string, string> = {}): Promise<{ status: number; text: string; arrived: (typeof received)[number] | undefined }> {
  received.length = 0;
  const answer = await fetch(`${address}/send`, { method: 'POST', body, headers: { cookie, ...headers }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), arrived: received[0] };
}

test('files and texts of one form arrive as they were sent', async () => {
  const { status, arrived } = await send(formWith(['note', 'Grüße'], ['file', new Blob([Buffer.from([0, 255, 10, 13])]), 'Lohn März.pdf']));
  assert.equal(status, 303);
  assert.equal(arrived?.fields['note'], 'Grüße');
  assert.deepEqual(arrived?.files.map(({ name, bytes, tooLarge }) => [name, [...bytes], tooLarge]), [['Lohn März.pdf', [0, 255, 10, 13], false]]);
});

test('a file that is too large arrives without its bytes, the others whole', async () => {
  const { status, arrived } = await send(formWith(['file', new Blob([Buffer.alloc(1001)]), 'large.png'], ['file', new Blob([Buffer.alloc(1000)]), 'fits.png']));
  assert.equal(status, 303);
  assert.deepEqual(arrived?.files.map(({ name, bytes, tooLarge }) => [name, bytes.length, tooLarge]), [['large.png', 0, true], ['fits.png', 1000, false]]);
});

test('files beyond the number are dropped and said so, an empty file field is no file, an empty file is one', async () => {
  const three = await send(formWith(...[1, 2, 3].map((number) => ['file', new Blob(['x']), `${number}.png`] as const)));
  assert.deepEqual([three.status, three.arrived?.files.length, three.arrived?.hasTooManyFiles], [303, 2, true]);
  const none = await send(formWith(['file', new Blob([]), '']));
  assert.deepEqual([none.status, none.arrived?.files.length], [303, 0]);
  const empty = await send(formWith(['file', new Blob([]), 'empty.pdf']));
  assert.deepEqual(empty.arrived?.files.map(({ name, bytes }) => [name, bytes.length]), [['empty.pdf', 0]]);
});

test('a megabyte in the name of a field, thousands of fields and names of prototypes do no harm', async () => {
  const long = await send(formWith(['x'.repeat(1_000_000), 'y'], ['file', new Blob(['x']), 'a.png']));
  assert.ok(long.status < 500 && !Object.keys(long.arrived?.fields ?? {}).some((name) => name.length > 1000), `${long.status}`);
  const many = await send(formWith(...Array.from({ length: 2000 }, (_one, index) => [`f${index}`, 'x'] as const)));
  assert.ok(many.status < 500);
  const odd = await send(formWith(['__proto__', 'x'], ['constructor', 'y'], ['file', new Blob(['x']), '__proto__']));
  assert.equal(odd.status, 303);
});

test('without the token of the form nothing is taken', async () => {
  const data = new FormData();
  data.append('file', new Blob(['x']), 'a.png');
  assert.equal((await send(data)).status, 403);
  assert.equal(received.length, 0);
});

test('a form that cannot be read, or comes to a page without uploads, is the sender\'s mistake', async () => {
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=abc']) {
    const { status, text } = await send('this is no form', { 'content-type': type });
    assert.ok(status >= 400 && status < 500, `${type} gave ${status}`);
    assert.match(text, /<h1/u);
  }
  const elsewhere = await fetch(`${address}/plain`, { method: 'POST', body: formWith(['a', 'b']), headers: { cookie } });
  assert.equal(elsewhere.status, 422);
});

test('an upload that breaks off leaves nothing and the server goes on', { timeout: 10_000 }, async () => {
  received.length = 0;
  const { port } = new URL(address);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`POST /send HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=abc\r\ncontent-length: 100000\r\n\r\n--abc\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf`, () => { setTimeout(() => { socket.destroy(); resolve(); }, 50); });
    });
  });
  assert.equal((await send(formWith(['note', 'still here']))).status, 303);
  assert.equal(received.length, 1);
});

test('more forms at once than fit wait outside, and afterwards all is well', { timeout: 20_000 }, async () => {
  const slow = () => new Readable({ read() {} });
  const { receiveUpload } = await import('../receive-upload.ts');
  const lines = Array.from({ length: 16 }, slow);
  const waiting = lines.map((line) => receiveUpload(line, { 'content-type': 'multipart/form-data; boundary=abc' }, { maxFileBytes: 10, maxFiles: 1 }).catch((error: unknown) => error));
  assert.equal((await send(formWith(['note', 'x']))).status, 429);
  for (const line of lines) line.destroy();
  await Promise.all(waiting);
  assert.equal((await send(formWith(['note', 'x']))).status, 303);
});

test('the files of one form together have a limit too', { timeout: 30_000 }, async () => {
  const { receiveUpload } = await import('../receive-upload.ts');
  const body = new Response(formWith(...[1, 2, 3, 4].map((number) => ['file', new Blob([Buffer.alloc(20_000_000)]), `${number}.png`] as const)));
  const { files } = await receiveUpload(Readable.from(Buffer.from(await body.arrayBuffer())), { 'content-type': body.headers.get('content-type') ?? '' }, { maxFileBytes: 20_000_000, maxFiles: 10 });
  assert.deepEqual(files.map(({ tooLarge }) => tooLarge), [false, false, false, true]);
});

test('what people uploaded is sent so that it cannot run or reach anything', async () => {
  const answer = await fetch(`${address}/foreign`);
  assert.equal(answer.headers.get('content-security-policy'), "sandbox; default-src 'none'; img-src 'self'");
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="a_b__x.png"');
  await answer.arrayBuffer();
});
