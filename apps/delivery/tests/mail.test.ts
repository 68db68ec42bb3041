import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { newId, tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { SMTPServer } from 'smtp-server';
import { fromBuffer, type Entry } from 'yauzl';
import { NotSetUp } from '../domain/errors.ts';
import { mailForm } from '../domain/mail-form.ts';
import { mailTarget } from '../index.ts';
import { aParcel } from '../testing/a-parcel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'allmende-delivery-mail-'));
const file = (name: string) => path.join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
const certificateOf = (name: string, bits: string, days = '30') => { openssl('req', '-x509', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-days', days, '-subj', '/CN=Bauamt Musterstadt'); return readFileSync(file(`${name}.pem`), 'utf8'); };
const certificate = certificateOf('office', '3072');

const mails: { to: string; raw: string }[] = [];
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => { mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(parts).toString() }); done(); });
  },
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
after(async () => { rmSync(folder, { recursive: true }); await new Promise<void>((resolve) => { server.close(() => resolve()); }); });
const mail = { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'plattform@allmende.example' };
const house = { config: { environment: 'test', mail } } as unknown as House;
const tenant = tenantId(newId());
const delivery = { destination: newId(), settings: { address: 'bauamt@musterstadt.example', certificate }, schema: async () => undefined };

async function filesIn(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return reject(error);
      opened.on('entry', (entry: Entry) => opened.openReadStream(entry, (failed, stream) => {
        if (failed) return reject(failed);
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => { found.set(entry.fileName, Buffer.concat(parts)); opened.readEntry(); });
      }));
      opened.on('end', () => resolve());
      opened.readEntry();
    });
  });
  return found;
}

test('an application comes as an attachment that only the mailbox can open, in an e-mail that says nothing', async () => {
  const content = aParcel();
  const attachments = async () => [{ id: newId(), evidence: 'reduction', label: { de: 'Nachweis' }, name: '../../Süß.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }];
  assert.deepEqual(await mailTarget.deliver(house, tenant, content, { ...delivery, attachments }), { receipt: content.submission, isArrivalUnknown: true });
  const [sent] = mails;
  assert.ok(sent);
  assert.equal(sent.to, 'bauamt@musterstadt.example');
  assert.ok(!/Musterfrau|Hundesteuer|Ilvy/u.test(sent.raw) && sent.raw.includes(`Message-ID: <${content.submission}@delivery.allmende>`));
  const base64 = /Content-Disposition: attachment[^\r]*\r\n(?:[^\r]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/u.exec(sent.raw)?.[1] ?? '';
  writeFileSync(file('mail.p7m'), Buffer.from(base64, 'base64'));
  // Opened by a program that shares no code with ours.
  openssl('cms', '-decrypt', '-inform', 'DER', '-in', file('mail.p7m'), '-inkey', file('office.key'), '-recip', file('office.pem'), '-out', file('mail.zip'));
  const files = await filesIn(readFileSync(file('mail.zip')));
  assert.deepEqual([...files.keys()].toSorted(), ['anlagen/1-__.._Süß.pdf', 'antrag.json', 'antrag.txt']);
  assert.match(files.get('antrag.txt')?.toString() ?? '', /Familienname: Musterfrau-Beispiel/u);
  assert.deepEqual((JSON.parse(files.get('antrag.json')?.toString() ?? '{}') as { data: unknown }).data, { answers: content.answers, results: content.results });
  certificateOf('stranger', '3072');
  assert.throws(() => openssl('cms', '-decrypt', '-inform', 'DER', '-in', file('mail.p7m'), '-inkey', file('stranger.key'), '-recip', file('stranger.pem'), '-out', file('none.zip')));
});

test('a sample says so, the nightly one sends nothing, and without a mail server the parcel waits', async () => {
  const before = mails.length;
  await mailTarget.deliver(house, tenant, aParcel({ isTest: true }), { ...delivery, attachments: async () => [] });
  assert.match(mails.at(-1)?.raw ?? '', /Subject: Probe: kein Antrag/u);
  await mailTarget.deliver(house, tenant, aParcel({ isTest: true }), { ...delivery, attachments: async () => [], isQuiet: true });
  assert.equal(mails.length, before + 1);
  await assert.rejects(mailTarget.deliver({ config: { environment: 'test', mail: undefined } } as unknown as House, tenant, aParcel(), { ...delivery, attachments: async () => [] }), NotSetUp);
});

test('a certificate that is weak, of another kind or over is refused where it is entered', () => {
  const where = { mayBeInside: false, hasFolder: false, hasMail: true, today: '2026-11-22' as never };
  const problems = (pem: string, today = where.today) => mailForm.check({ address: 'bauamt@musterstadt.example', certificate: pem }, { ...where, today }).map(({ code }) => code);
  const day = new Date().toISOString().slice(0, 10) as never;
  assert.deepEqual(problems(certificate, day), []);
  assert.deepEqual(problems(certificateOf('weak', '2048'), day), ['weak-key']);
  assert.deepEqual(problems(certificate, '2001-01-01' as never), ['not-yet']);
  assert.deepEqual(problems(certificate, '2099-01-01' as never), ['expired']);
  assert.deepEqual(problems(readFileSync(file('office.key'), 'utf8'), day), ['certificate']);
});
