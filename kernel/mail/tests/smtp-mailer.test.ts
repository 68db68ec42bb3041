import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { openMailer } from '../index.ts';

const received: { from: string; to: string[]; text: string }[] = [];
const server = new SMTPServer({
  authOptional: false, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
  onAuth: (auth, _session, done) => (auth.username === 'allmende' && auth.password === 'ge:heim' ? done(null, { user: 'allmende' }) : done(new Error('wrong'))),
  onRcptTo: (address, _session, done) => (address.address.startsWith('nobody') ? done(new Error(`550 no ${address.address} here`)) : done()),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address), text: Buffer.concat(parts).toString() });
      done();
    });
  },
});
await new Promise<void>((resolve) => { server.listen(0, '0.0.0.0', resolve); });
const { port } = server.server.address() as AddressInfo;
const mailer = openMailer({ environment: 'test', mail: { url: `smtp://allmende:${encodeURIComponent('ge:heim')}@127.0.0.1:${port}`, from: 'plattform@allmende.example' } });
after(async () => {
  mailer?.close();
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
});

test('a mail reaches the server as it was written, and says that a machine sent it', async () => {
  await mailer?.send({ to: 'ada@musterstadt.example', subject: 'Störung: Größe prüfen', text: 'Guten Tag,\n\ndie Anwendung läuft nicht.\n.\nGrüße' });
  const [mail] = received;
  assert.deepEqual([mail?.from, mail?.to], ['plattform@allmende.example', ['ada@musterstadt.example']]);
  assert.match(mail?.text ?? '', /^Auto-Submitted: auto-generated$/mu);
  assert.match(mail?.text ?? '', /^Subject: =\?UTF-8\?/mu);
  assert.match(mail?.text ?? '', /Gr=C3=BC=C3=9Fe|Grüße/u);
});

test('an address with line feeds adds no header and no recipient', async () => {
  const before = received.length;
  await mailer?.send({ to: 'ada@musterstadt.example\r\nBcc: eve@example.org', subject: 'a\r\nBcc: eve@example.org', text: 'x' }).catch(() => undefined);
  for (const mail of received.slice(before)) {
    assert.ok(!mail.to.includes('eve@example.org'));
    assert.doesNotMatch(mail.text, /^Bcc:/mu);
  }
});

test('a refused recipient is an error that does not repeat the address', async () => {
  await assert.rejects(mailer?.send({ to: 'nobody@musterstadt.example', subject: 'x', text: 'x' }) ?? Promise.resolve(), (error: Error) => /not taken/u.test(error.message) && !error.message.includes('nobody'));
});

test('in production nothing leaves this machine without TLS', async () => {
  const before = received.length;
  const open = openMailer({ environment: 'production', mail: { url: `smtp://allmende:${encodeURIComponent('ge:heim')}@127.0.0.2:${port}`, from: 'plattform@allmende.example' } });
  await assert.rejects(open?.send({ to: 'ada@musterstadt.example', subject: 'x', text: 'x' }) ?? Promise.resolve());
  open?.close();
  assert.equal(received.length, before);
});

test('without configuration there is no mailer', () => {
  assert.equal(openMailer({ environment: 'test', mail: undefined }), undefined);
});
