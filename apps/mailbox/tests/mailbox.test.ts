import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { closeCase, deleteCase, exportCase, getCase, listCases } from '@allmende/cases';
import { newId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { listOutbox, MailRefused, type Mailer } from '@allmende/mail';
import { findApplicationBySecret } from '@allmende/online-services';
import { sendDogTax } from '@allmende/online-services/testing';
import { Value } from 'typebox/value';
import { closeReader } from '@allmende/uploads';
import { anActivePdf } from '@allmende/uploads/testing';
import { confirmContact, readContact, removeContact, setContact } from '../actions/applicant-contact.ts';
import { exportMailbox, removeMailbox, restoreMailbox } from '../actions/archive-mailbox.ts';
import { readAsApplicant, writeAsApplicant } from '../actions/applicant-messages.ts';
import { readCaseMessages, writeCaseMessage } from '../actions/case-messages.ts';
import { lettersOfCase } from '../actions/letters-of-case.ts';
import { noteBounce } from '../actions/note-bounce.ts';
import { openAttachmentAsApplicant, openCaseAttachment } from '../actions/open-attachment.ts';
import { orderNotice } from '../actions/order-notice.ts';
import { getMailboxSettings, setQuietHours } from '../actions/quiet-hours.ts';
import { sendNotice } from '../actions/send-notice.ts';
import { messageIdOf } from '../domain/notice-mail.ts';
import { ConversationRecord } from '../domain/archive-records.ts';
import { caseOf, openStand, openWeb, placeWithCases, ports, staff, until } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeWithCases(stand, 'heilbronn');
const guestrow = await placeWithCases(stand, 'glasewitz');
const caseworker = staff(stand, heilbronn.tenant, 'caseworker');
after(closeReader);

const typed = (text: string, files: readonly { name: string; bytes: Uint8Array }[] = [], id?: string) => ({ id, text, files: files.map((file) => ({ ...file, tooLarge: false })), hasTooManyFiles: false, language: 'de' as const });
const secretWords = 'Mein Hund Zwirbelquarz ist umgezogen.';

test('applicant and office write to each other, see what was read, and open what was attached; nobody else does', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const of = await findApplicationBySecret(house, sent);
  const id = await caseOf(caseworker, sent.reference);
  const before = await getCase(caseworker, { case: id });

  const once = newId();
  const message = typed(secretWords, [{ name: 'Umzug.pdf', bytes: await anActivePdf('Umzug') }], once);
  for (let times = 0; times < 2; times += 1) assert.deepEqual(await writeAsApplicant(house, ports, of, message), { id: once }, 'sending it twice is one message');
  const told = await until(async () => { const opened = await getCase(caseworker, { case: id }); return opened.file.flags.includes('message-new') ? opened : undefined; });
  assert.deepEqual([told.file.version, told.history.filter(({ kind }) => kind === 'message').length], [before.file.version + 1, 1]);
  assert.equal((await listCases(caseworker, {})).cases[0]?.id, id);
  assert.equal((await readAsApplicant(house, ports, of))[0]?.readAt, null);

  const read = await until(async () => { const found = await readCaseMessages(caseworker, { case: id }); return found.messages?.[0]?.attachments[0]?.state === 'clean' ? found.messages[0] : undefined; });
  assert.deepEqual([read.text, read.from, read.attachments[0]?.name], [secretWords, 'applicant', 'Umzug.pdf']);
  assert.notEqual((await readAsApplicant(house, ports, of))[0]?.readAt, null, 'the applicant sees that it was read');
  const attachment = read.attachments[0]?.id ?? '';
  for (const opened of [await openCaseAttachment(caseworker, { case: id, attachment }), await openAttachmentAsApplicant(house, of, { attachment })]) assert.ok(opened.contentType === 'application/pdf' && !Buffer.from(opened.bytes).includes('JavaScript'));

  await writeCaseMessage(caseworker, { case: id, typed: typed('Danke. Wohin ist er umgezogen?') });
  const answered = await readAsApplicant(house, ports, of);
  assert.deepEqual(answered.map(({ from, author }) => [from, author]), [['applicant', undefined], ['office', 'Tilda Probeamt']]);
  assert.notEqual((await readCaseMessages(caseworker, { case: id })).messages?.[1]?.readAt, null);

  const other = await sendDogTax(house, { ars: heilbronn.ars });
  const ofOther = await findApplicationBySecret(house, other);
  for (const act of [
    () => readCaseMessages(staff(stand, guestrow.tenant, 'caseworker'), { case: id }), () => readCaseMessages({ ...staff(stand, guestrow.tenant, 'caseworker'), tenant: heilbronn.tenant }, { case: id }), () => readCaseMessages(staff(stand, heilbronn.tenant, 'auditor'), { case: id }),
    () => writeCaseMessage(staff(stand, heilbronn.tenant, 'auditor'), { case: id, typed: typed('x') }), () => readCaseMessages(caseworker, { case: randomUUID() }), () => readCaseMessages(caseworker, { case: 'nothing' }),
    () => openAttachmentAsApplicant(house, ofOther, { attachment }), () => openAttachmentAsApplicant(house, { ...of, tenant: guestrow.tenant }, { attachment }), () => readAsApplicant(house, ports, { ...of, tenant: guestrow.tenant }),
    async () => openCaseAttachment(caseworker, { case: await caseOf(caseworker, other.reference), attachment }),
  ]) await assert.rejects(act);
  await assert.rejects(readAsApplicant(house, { readsMessages: async () => false }, of), NotFound, 'a foreign system reads none here');
  for (const wrong of [typed(' '), typed('x'.repeat(5001)), typed('x', [{ name: 'a.exe', bytes: Buffer.from('MZ nothing good') }]), { ...typed('x'), hasTooManyFiles: true }]) await assert.rejects(writeAsApplicant(house, ports, of, wrong), InvalidInput);
  assert.equal((await readAsApplicant(house, ports, of)).length, 2, 'what was refused is not half there');

  const { rows } = await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ text: string }>({ text: `select concat(message::text, ' ', encode(message.sealed, 'escape'), ' ', attachment::text, ' ', encode(attachment.sealed, 'escape')) as text from mailbox.message left join mailbox.attachment using (tenant_id, application_id) where tenant_id = $1`, values: [heilbronn.tenant] }));
  assert.ok(rows.length >= 2);
  for (const { text } of rows) for (const word of ['Zwirbelquarz', 'Umzug', 'Probeamt']) assert.ok(!text.includes(word), word);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id }, limit: 500 }));
  assert.ok(acts.some(({ entry }) => entry.action === 'mailbox/messages-viewed') && acts.some(({ entry }) => entry.action === 'mailbox/attachment-viewed') && acts.some(({ entry }) => entry.action === 'cases/message-received'));

  const exported = await exportMailbox(caseworker);
  const files = new Map<string, Uint8Array>();
  for (const { path, read } of exported.files) files.set(path, await read());
  const plain = JSON.parse(JSON.stringify(exported.conversations)) as typeof exported.conversations;
  assert.ok(plain.every((conversation) => Value.Check(ConversationRecord, conversation)) && exported.files.length === 1);
  await removeMailbox(caseworker);
  assert.deepEqual(await readAsApplicant(house, ports, of), []);
  for (let times = 0; times < 2; times += 1) await restoreMailbox(caseworker, plain, async (path) => files.get(path) ?? assert.fail(`no ${path}`));
  assert.deepEqual(JSON.parse(JSON.stringify((await exportMailbox(caseworker)).conversations)), plain, 'what was taken away comes back');
  assert.equal((await openAttachmentAsApplicant(house, of, { attachment })).contentType, 'application/pdf');

  const { file } = await getCase(caseworker, { case: id });
  const closed = await closeCase(caseworker, { case: id, version: file.version, reason: 'Umgezogen.' });
  await deleteCase(staff(stand, heilbronn.tenant, 'head-of-office'), { case: id, version: closed.version });
  await until(async () => {
    const { rows: [left] } = await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ count: number }>({ text: 'select (select count(*) from mailbox.message where tenant_id = $1 and application_id = $2) + (select count(*) from mailbox.attachment where tenant_id = $1 and application_id = $2) as count', values: [heilbronn.tenant, of.application] }));
    return Number(left?.count) === 0 ? true : undefined;
  });
  await assert.rejects(openAttachmentAsApplicant(house, of, { attachment }), NotFound);
});

test('an e-mail without content goes to a confirmed address, waits for the morning, and stops when the address takes none', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const of = await findApplicationBySecret(house, sent);
  const id = await caseOf(caseworker, sent.reference);
  const email = 'vermolt@kanarienpost.example';
  for (const wrong of ['', 'nobody', 'a@b', 'a b@c.example', 'a@b..example', 'a@x.example\r\nBcc: eve@x.example', `${'a'.repeat(65)}@x.example`]) await assert.rejects(setContact(house, of, { email: wrong, language: 'de' }), InvalidInput, wrong);
  await setContact(house, of, { email, language: 'de' });
  const confirm = await until(async () => (await listOutbox(house.config))?.find(({ to }) => to === email));
  assert.deepEqual(await readContact(house, of), { email, state: 'waits-for-confirmation' });
  await writeCaseMessage(caseworker, { case: id, typed: typed('Vor der Bestätigung.') });
  assert.equal((await listOutbox(house.config))?.filter(({ to }) => to === email).length, 1, 'nothing goes to an address that nobody has confirmed');

  const key = /status\/notices\/(\S+)/u.exec(confirm.text)?.[1] ?? '';
  for (const wrong of [`${key.slice(0, -1)}!`, key.replace(of.application, randomUUID()), '', 'x'.repeat(150)]) await assert.rejects(confirmContact(house, { key: wrong }), NotFound);
  for (let times = 0; times < 2; times += 1) await confirmContact(house, { key });
  assert.deepEqual(await readContact(house, of), { email, state: 'confirmed' });

  await writeCaseMessage(caseworker, { case: id, typed: typed('Bitte rufen Sie an, es geht um Zwirbelquarz.') });
  const news = await until(async () => (await listOutbox(house.config))?.find(({ to, subject }) => to === email && subject.includes('Neues')));
  assert.ok(news.text.includes('/heilbronn/status') && !news.text.includes('notices'));
  for (const word of ['Zwirbelquarz', 'Hundesteuer', sent.reference, 'Probeamt', 'rufen']) assert.ok(!news.text.includes(word) && !news.subject.includes(word), word);

  const night = { ...house, clock: { ...house.clock, now: () => new Date('2036-11-20T21:00:00Z') } };
  const due = await house.database.inTenant(heilbronn.tenant, async (tx) => [await orderNotice(night, tx, of.application), await orderNotice(night, tx, of.application)]);
  assert.deepEqual(due, [new Date('2036-11-21T06:00:00Z'), undefined], 'it waits for seven in the morning, and one says it all');
  const head = staff(stand, heilbronn.tenant, 'head-of-office');
  for (const wrong of [{ from: 24, until: 7 }, { from: 1.5, until: 7 }, { from: Number.NaN, until: -1 }]) await assert.rejects(setQuietHours(head, wrong), InvalidInput);
  await assert.rejects(setQuietHours(caseworker, { from: 0, until: 0 }));
  await setQuietHours(head, { from: 22, until: 5 });
  assert.deepEqual([(await getMailboxSettings(head)).quiet, (await getMailboxSettings(head)).changed?.by], [{ from: 22, until: 5 }, 'Tilda Probeamt']);
  assert.equal((await getMailboxSettings(staff(stand, guestrow.tenant, 'digital-officer'))).changed, undefined, 'another authority keeps its own');

  const waiting = await noticeOf('waiting');
  const refusing: Mailer = { send: () => Promise.reject(new MailRefused()), close: () => undefined };
  await assert.rejects(sendNotice(house, { send: () => Promise.reject(new Error('busy')), close: () => undefined }, { tenant: heilbronn.tenant, notice: waiting }), 'what was not taken is tried again');
  await sendNotice(house, refusing, { tenant: heilbronn.tenant, notice: waiting });
  assert.deepEqual(await readContact(house, of), { email, state: 'failed' });
  assert.equal(await house.database.inTenant(heilbronn.tenant, (tx) => orderNotice(house, tx, of.application)), undefined, 'nobody writes there again');

  await setContact(house, of, { email: 'zweite@kanarienpost.example', language: 'de' });
  await assert.rejects(confirmContact(house, { key }), NotFound, 'the key of the address before');
  await until(async () => (await listOutbox(house.config))?.find(({ to }) => to.startsWith('zweite')));
  const notice = await until(async () => noticeOf('sent', 'confirm').catch(() => undefined));
  await noteBounce(house, { messageId: messageIdOf(heilbronn.tenant, notice, 'x.example'), isPermanent: false });
  await noteBounce(house, { messageId: messageIdOf(guestrow.tenant, notice, 'x.example'), isPermanent: true });
  await noteBounce(house, { messageId: '<somebody@else.example>', isPermanent: true });
  assert.equal((await readContact(house, of))?.state, 'waits-for-confirmation');
  await noteBounce(house, { messageId: messageIdOf(heilbronn.tenant, notice, 'x.example'), isPermanent: true });
  assert.equal((await readContact(house, of))?.state, 'failed');
  await removeContact(house, of);
  assert.equal(await readContact(house, of), undefined);

  async function noticeOf(state: string, purpose = 'news'): Promise<string> {
    const { rows: [found] } = await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ id: string }>({ text: 'select id from mailbox.notice where tenant_id = $1 and application_id = $2 and state = $3 and purpose = $4 order by due_at desc, id desc limit 1', values: [heilbronn.tenant, of.application, state, purpose] }));
    return found?.id ?? assert.fail('no such notice');
  }
});

test('the pages and the API answer whoever may, and everybody else like a missing page', { timeout: 120_000 }, async () => {
  const people = { 'caseworker-of-heilbronn-token': caseworker.actor, 'caseworker-of-guestrow-token': staff(stand, guestrow.tenant, 'caseworker').actor, 'head-of-heilbronn-token': staff(stand, heilbronn.tenant, 'head-of-office').actor };
  const app = await openWeb(stand, people);
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const id = await caseOf(caseworker, sent.reference);
  const header = { 'allmende-secret': sent.secret };
  const path = `/api/v1/applications/${sent.reference}/messages`;
  const written = await app.inject({ method: 'POST', url: path, headers: header, payload: { text: 'Über die API.' } });
  assert.equal(written.statusCode, 201, written.body);
  assert.equal((await app.inject({ method: 'POST', url: path, headers: header, payload: { text: '' } })).statusCode, 422);
  for (const headers of [{}, { 'allmende-secret': 'AAAA-AAAA-AAAA-AAAA' }]) assert.equal((await app.inject({ url: path, headers })).statusCode, 404);
  assert.deepEqual((await app.inject({ method: 'PUT', url: `/api/v1/applications/${sent.reference}/contact`, headers: header, payload: { email: 'nobody' } })).statusCode, 422);
  assert.deepEqual((await app.inject({ method: 'PUT', url: `/api/v1/applications/${sent.reference}/contact`, headers: header, payload: { email: 'api@kanarienpost.example' } })).json(), { email: 'api@kanarienpost.example', state: 'waits-for-confirmation' });
  for (let times = 0; times < 2; times += 1) assert.equal((await app.inject({ method: 'DELETE', url: `/api/v1/applications/${sent.reference}/contact`, headers: header })).statusCode, 204);
  assert.deepEqual((await app.inject({ url: `/api/v1/applications/${sent.reference}/contact`, headers: header })).json(), { email: null, state: null });
  assert.equal((await app.inject({ url: `/api/v1/applications/${sent.reference}/contact`, headers: { 'allmende-secret': 'AAAA-AAAA-AAAA-AAAA' } })).statusCode, 404);
  const office = (token: string) => ({ authorization: `Bearer ${token}` });
  const list = await app.inject({ url: `/api/v1/authorities/heilbronn/cases/${id}/messages`, headers: office('caseworker-of-heilbronn-token') });
  assert.deepEqual((list.json() as { messages: { text: string }[] }).messages.map(({ text }) => text), ['Über die API.'], list.body);
  for (const url of [`/api/v1/authorities/heilbronn/cases/${id}/messages`, `/api/v1/authorities/guestrow/cases/${id}/messages`]) assert.ok([403, 404].includes((await app.inject({ url, headers: office('caseworker-of-guestrow-token') })).statusCode), url);

  const asStaff = (url: string, token: string) => app.inject({ url, cookies: { 'allmende-session': token } });
  const page = await asStaff(`/heilbronn/office/cases/${id}/messages`, 'caseworker-of-heilbronn-token');
  assert.ok(page.statusCode === 200 && page.body.includes('Über die API.'), page.body.slice(0, 300));
  const [foreign, missing] = [await asStaff(`/heilbronn/office/cases/${id}/messages`, 'caseworker-of-guestrow-token'), await asStaff(`/heilbronn/office/cases/${randomUUID()}/messages`, 'caseworker-of-guestrow-token')];
  assert.deepEqual([foreign.statusCode, foreign.body.replaceAll(/[0-9a-f-]{36}/gu, '')], [missing.statusCode, missing.body.replaceAll(/[0-9a-f-]{36}/gu, '')]);
  assert.equal((await asStaff('/heilbronn/office/mailbox', 'head-of-heilbronn-token')).statusCode, 200);
  for (const url of ['/heilbronn/status/messages', '/heilbronn/status/withdraw', `/heilbronn/status/messages/${randomUUID()}`]) assert.equal((await app.inject({ url })).statusCode, 404, url);

  const start = await app.inject({ url: '/heilbronn/status' });
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(start.body)?.[1] ?? '';
  const visitor = Object.fromEntries(start.cookies.map(({ name, value }) => [name, value]));
  const opened = await app.inject({ method: 'POST', url: '/heilbronn/status', cookies: visitor, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, reference: sent.reference, secret: sent.secret }).toString() });
  const cookies = { ...visitor, ...Object.fromEntries(opened.cookies.map(({ name, value }) => [name, value])) };
  const status = await app.inject({ url: '/heilbronn/status', cookies });
  assert.equal(status.statusCode, 200, status.body.slice(0, 300));
  for (const words of ['Jetzt ist die Behörde dran', 'Was bisher geschah', 'Sie haben den Antrag gesendet', 'Nachrichten lesen und schreiben', 'Antrag zurücknehmen']) assert.ok(status.body.includes(words), words);
  for (const language of ['en', 'de-leicht', 'uk', 'ar']) {
    for (const url of ['/heilbronn/status', '/heilbronn/status/messages', '/heilbronn/status/withdraw']) assert.equal((await app.inject({ url: `${url}?lang=${language}`, cookies })).statusCode, 200, `${url} in ${language}`);
  }
  const empty = await app.inject({ method: 'POST', url: '/heilbronn/status/withdraw', cookies, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf }).toString() });
  assert.ok(empty.body.includes('Bestätigen Sie, dass Sie den Antrag zurücknehmen.'));
  const gone = await app.inject({ method: 'POST', url: '/heilbronn/status/withdraw', cookies, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, sure: 'yes' }).toString() });
  assert.equal(gone.statusCode, 303, gone.body.slice(0, 300));
  assert.ok((await app.inject({ url: '/heilbronn/status', cookies })).body.includes('Zurückgenommen'));
  assert.deepEqual(Object.keys((await app.inject({ method: 'POST', url: `/api/v1/applications/${sent.reference}/withdrawal`, headers: header })).json() as object), ['withdrawnAt']);
  await app.close();
});

test('the file of a case holds its messages and what came with them, and reading them for that counts as read by nobody', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const of = await findApplicationBySecret(house, sent);
  const id = await caseOf(caseworker, sent.reference);
  const first = await writeAsApplicant(house, ports, of, typed('Er heißt <Wuschelknoten> & bellt.\nViel.', [{ name: 'Bild & Ton.pdf', bytes: await anActivePdf('Bellen') }]));
  const second = await writeCaseMessage(caseworker, { case: id, typed: typed('Danke für die Auskunft.') });
  const head = staff(stand, heilbronn.tenant, 'head-of-office', 'Ada Leitung');
  const letters = await until(async () => { const found = await lettersOfCase(head, { case: id }); return found[0]?.files[0]?.read === undefined ? undefined : found; });
  const attachment = letters[0]?.files[0]?.id ?? '';

  assert.deepEqual(letters.map(({ id: letter, from, author, text, readAt }) => [letter, from, author, text, readAt]), [
    [first.id, 'applicant', undefined, 'Er heißt <Wuschelknoten> & bellt.\nViel.', null], [second.id, 'office', 'Tilda Probeamt', 'Danke für die Auskunft.', null],
  ]);
  assert.equal(Buffer.from((await letters[0]?.files[0]?.read?.()) ?? []).subarray(0, 5).toString(), '%PDF-');

  const { bytes } = await exportCase(head, { case: id, authority: 'Stadt Heilbronn' }, { lettersOf: lettersOfCase });
  const zip = await buffer(bytes);
  for (const name of [`${first.id}.txt`, `${second.id}.txt`, `${attachment}.pdf`]) assert.ok(zip.includes(name), name);
  assert.equal((await readAsApplicant(house, ports, of)).find((one) => one.id === first.id)?.readAt, null);

  await assert.rejects(lettersOfCase(staff(stand, guestrow.tenant, 'head-of-office'), { case: id }), NotFound);
  await assert.rejects(lettersOfCase(staff(stand, heilbronn.tenant, 'auditor'), { case: id }));
});
