import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listOutbox, openOutbox, readBounceFolder, type Bounce } from './index.ts';
import { readBounce } from './read-bounce.ts';

/** A report as RFC 3464 wants it, written here. */
const report = ({ action = 'failed', status = '5.1.1', type = 'multipart/report; report-type=delivery-status;\r\n boundary="part"' } = {}) => [
  'From: MAILER-DAEMON@mail.example', 'Message-ID: <report-1@mail.example>', `Content-Type: ${type}`, '', '--part', 'Content-Type: text/plain', '', 'Your mail came back.', '--part', 'Content-Type: message/delivery-status', '',
  'Reporting-MTA: dns; mail.example', '', 'Final-Recipient: rfc822; somebody@gone.example', `Action: ${action}`, `Status: ${status}`, '--part', 'Content-Type: text/rfc822-headers', '', 'Subject: x', 'Message-ID:', ' <ours@allmende.example>', '--part--', '',
].join('\r\n');

test('a report says which mail came back and whether for good; anything else is none', () => {
  assert.deepEqual(readBounce(report()), { messageId: '<ours@allmende.example>', isPermanent: true });
  assert.deepEqual(readBounce(report({ action: 'delayed', status: '4.4.1' })), { messageId: '<ours@allmende.example>', isPermanent: false });
  assert.deepEqual(readBounce(report({ status: '4.2.2' })), { messageId: '<ours@allmende.example>', isPermanent: false }, 'a full mailbox is only late');
  for (const other of [report({ type: 'text/plain' }), report({ action: 'delivered', status: '2.0.0' }), report().replaceAll('Message-ID:', 'X-ID:'), report({ status: 'no' }), '', 'no header']) assert.equal(readBounce(other), undefined);
});

test('reports are taken from the folder once, and one that cannot be noted comes again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bounces-'));
  try {
    for (const part of ['new', 'cur']) await mkdir(join(folder, part));
    await writeFile(join(folder, 'new', '1'), report());
    await writeFile(join(folder, 'new', '2'), 'From: somebody\n\nhello');
    await assert.rejects(readBounceFolder(folder, () => Promise.reject(new Error('not now'))));
    const taken: Bounce[] = [];
    assert.equal(await readBounceFolder(folder, async (bounce) => { taken.push(bounce); }), 1);
    assert.equal(await readBounceFolder(folder, async (bounce) => { taken.push(bounce); }), 0);
    assert.deepEqual([taken.map(({ messageId }) => messageId), await readdir(join(folder, 'new')), await readdir(join(folder, 'cur'))], [['<ours@allmende.example>'], [], ['1', '2']]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('without a mail server mails stay in a sealed outbox, the same one once, and never in production', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'allmende-outbox-'));
  try {
    const config = { mail: undefined, environment: 'development', dataDir, secret: 'something long enough' } as const;
    assert.deepEqual(await listOutbox(config), []);
    const mailer = openOutbox(config);
    await mailer?.send({ to: 'ada@musterstadt.example', subject: 'Erste', text: 'Guten Tag', messageId: '<1@x>' });
    await mailer?.send({ to: 'ada@musterstadt.example', subject: 'Erste', text: 'Guten Tag', messageId: '<1@x>' });
    await mailer?.send({ to: 'ada@musterstadt.example', subject: 'Zweite', text: 'Guten Tag', messageId: '<2@x>' });
    assert.deepEqual((await listOutbox(config))?.map(({ subject }) => subject), ['Zweite', 'Erste']);
    for (const name of await readdir(join(dataDir, 'outbox'))) assert.ok(!(await readFile(join(dataDir, 'outbox', name))).includes('musterstadt'));
    for (const none of [{ ...config, environment: 'production' }, { ...config, mail: { url: 'smtp://x', from: 'a@b' } }] as const) assert.deepEqual([openOutbox(none), await listOutbox(none)], [undefined, undefined]);
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
