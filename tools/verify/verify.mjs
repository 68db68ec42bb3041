#!/usr/bin/env node
// Checks an exported bundle of Allmende (audit log or contract) without any code of the platform.
// One file, Node.js 20 or newer, nothing else, no network. Written to be read before it is trusted.
// Sources: RFC 9162 §§ 2.1.1–2.1.4 (tree), RFC 8032 (Ed25519), C2SP signed-note and tlog-checkpoint,
// RFC 3161 and RFC 5816 (time stamps), RFC 5652 (CMS). The format: docs/guide/verify-an-audit-log.md.
import { constants, createHash, createPublicKey, timingSafeEqual, verify as verifySignature, X509Certificate } from 'node:crypto';
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = {
  de: `Prüft ein Prüfbündel der Plattform Allmende, ohne die Plattform.

  node verify.mjs BÜNDEL [--key key.vkey] [--checkpoint DATEI]… [--tsa-cert DATEI.pem] [--json] [--lang de|en]

  --key         Ihre eigene Kopie des öffentlichen Schlüssels. Ohne sie gilt der Schlüssel im Bündel:
                Dann zeigt die Prüfung nur, dass das Bündel in sich stimmt.
  --checkpoint  Ein Prüfpunkt, den Sie außerhalb aufbewahrt haben (mehrfach möglich). Nur er zeigt,
                ob jemand die ganze Geschichte neu geschrieben hat.
  --tsa-cert    Zertifikate (PEM) der Zeitstempelstelle, der Sie trauen.
  --json        Ergebnis für Programme.

Ende mit 0: alles stimmt. 1: etwas stimmt nicht. 2: nicht lesbar oder falsch aufgerufen.`,
  en: `Verifies a bundle of the Allmende platform, without the platform.

  node verify.mjs BUNDLE [--key key.vkey] [--checkpoint FILE]… [--tsa-cert FILE.pem] [--json] [--lang de|en]

  --key         Your own copy of the public key. Without it the key in the bundle counts:
                then the check only shows that the bundle fits itself.
  --checkpoint  A checkpoint that you kept outside (several possible). Nothing else shows
                whether somebody rewrote the whole history.
  --tsa-cert    Certificates (PEM) of the time stamping authority that you trust.
  --json        Result for programs.

Ends with 0: everything holds. 1: something is wrong. 2: unreadable or called wrongly.`,
};

const LOG_FORMAT = 'allmende-audit-bundle/1';
const CONTRACT_FORMAT = 'allmende-contract-bundle/1';
const MOST_FINDINGS = 1000;
const LONGEST_LINE = 512 * 1024 * 1024;
const SORTS = ['head', 'checkpoint', 'stamp', 'leaves', 'entry', 'consistency', 'file', 'end'];
// The policy of the platform's own test authority, below the arc that is reserved for examples.
const TEST_POLICY = '2.999.3161.1';

class Unreadable extends Error {}

// ---- Tree (RFC 9162 § 2.1) ----

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (bytes) => sha256(Uint8Array.of(0), bytes);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);
const EMPTY_ROOT = sha256(Buffer.alloc(0));
const same = (one, other) => one.length === other.length && timingSafeEqual(one, other);

/** Grows leaf by leaf; `root()` at any moment. */
function growingTree() {
  const peaks = [];
  let size = 0;
  return {
    get size() { return size; },
    add(leaf) {
      let hash = leaf;
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(peaks.pop(), hash);
      peaks.push(hash);
      size += 1;
    },
    root() {
      return peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => (right === undefined ? left : nodeHash(left, right)), undefined);
    },
  };
}

/** Whether the path leads from the leaf at `index` to the root. RFC 9162 § 2.1.3.2. */
export function verifyInclusion({ index, size, leaf, root, path }) {
  let [place, last] = [BigInt(index), BigInt(size) - 1n];
  if (place < 0n || place > last || leaf.length !== 32) return false;
  let hash = leaf;
  for (const next of path) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      hash = nodeHash(next, hash);
      while (place % 2n === 0n && place !== 0n) [place, last] = [place / 2n, last / 2n];
    } else hash = nodeHash(hash, next);
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && same(hash, root);
}

/** Whether the tree of `size2` leaves begins with that of `size1` leaves; none proves nothing. RFC 9162 § 2.1.4.2. */
export function verifyConsistency({ size1, size2, root1, root2, path }) {
  const [first, second] = [BigInt(size1), BigInt(size2)];
  if (first <= 0n || first > second) return false;
  if (first === second) return path.length === 0 && same(root1, root2);
  if (path.length === 0) return false;
  const isPower = (first & (first - 1n)) === 0n;
  const [start, ...rest] = isPower ? [root1, ...path] : path;
  let [place, last] = [first - 1n, second - 1n];
  while (place % 2n === 1n) [place, last] = [place / 2n, last / 2n];
  let [before, after] = [start, start];
  for (const next of rest) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      [before, after] = [nodeHash(next, before), nodeHash(next, after)];
      while (place % 2n === 0n && place !== 0n) [place, last] = [place / 2n, last / 2n];
    } else after = nodeHash(after, next);
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && same(before, root1) && same(after, root2);
}

// ---- Signed checkpoints (C2SP) ----

function readKey(line) {
  const { name, id, base64 } = /^(?<name>[^\s+]+)\+(?<id>[0-9a-f]{8})\+(?<base64>[A-Za-z0-9+/]+=*)$/u.exec(line.trim())?.groups ?? {};
  const bytes = base64 === undefined ? Buffer.alloc(0) : Buffer.from(base64, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1 || bytes.toString('base64') !== base64 || sha256(`${name}\n`, bytes).toString('hex', 0, 4) !== id) throw new Unreadable('key');
  return { name, id: Buffer.from(id, 'hex'), text: line.trim(), public: createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]), format: 'der', type: 'spki' }) };
}

/** What the note says; `signed` when this key signed it. Undefined when it is none. */
function readNote(note, key) {
  const { text, signatures } = /^(?<text>[^\n]+\n(?:0|[1-9]\d{0,15})\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*)\n(?<signatures>(?:— [^\n ]+ [A-Za-z0-9+/]+=*\n)+)$/u.exec(note)?.groups ?? {};
  if (text === undefined) return undefined;
  const [origin, size, root] = text.split('\n');
  const lines = signatures.trimEnd().split('\n');
  const signed = lines.some((line) => {
    const [, name, base64] = line.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    return bytes.toString('base64') === base64 && name === key.name && bytes.length === 68 && same(bytes.subarray(0, 4), key.id) && verifySignature(null, Buffer.from(text), key.public, bytes.subarray(4));
  });
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), signed };
}

// ---- Time stamps (RFC 3161 in CMS, RFC 5652) ----

const HASHES = { '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };
const SIGNED_WITH = { '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.12': 'sha384', '1.2.840.113549.1.1.13': 'sha512', '1.2.840.10045.4.3.2': 'sha256', '1.2.840.10045.4.3.3': 'sha384', '1.2.840.10045.4.3.4': 'sha512' };

function readDer(bytes, at = 0) {
  if (at + 2 > bytes.length) throw new Unreadable('der');
  const tag = bytes[at];
  let [start, length] = [at + 2, bytes[at + 1]];
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 4 || start + count > bytes.length) throw new Unreadable('der');
    length = bytes.readUIntBE(start, count);
    start += count;
  } else if (length === 0x80) throw new Unreadable('der');
  if (start + length > bytes.length) throw new Unreadable('der');
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length), end: start + length };
}

function inside(node) {
  const found = [];
  for (let at = 0; at < node.body.length; at = found.at(-1).next) {
    const one = readDer(node.body, at);
    found.push({ ...one, next: one.end });
  }
  return found;
}

function oid(node) {
  if (node?.tag !== 6) throw new Unreadable('der');
  const arcs = [];
  let arc = 0n;
  for (const byte of node.body) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) { arcs.push(arc); arc = 0n; }
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

const octets = (node) => (node.tag === 0x24 ? Buffer.concat(inside(node).map(octets)) : node.body);

/** Checks a time stamp token over `digest` (SHA-256). Returns time, issuer, whether it is a test and whether the chain ends in `trusted`; throws Unreadable with the reason. */
function readStamp(token, digest, trusted) {
  const outer = readDer(token);
  if (outer.end !== token.length) throw new Unreadable('trailing');
  const [type, content] = inside(outer);
  if (oid(type) !== '1.2.840.113549.1.7.2') throw new Unreadable('type');
  const parts = inside(inside(content)[0]);
  const [contentType, wrapped] = inside(parts[2]);
  if (oid(contentType) !== '1.2.840.113549.1.9.16.1.4') throw new Unreadable('type');
  const info = octets(inside(wrapped)[0]);
  const [, policy, imprint, , time] = inside(readDer(info));
  const [imprintAlgorithm, imprintHash] = inside(imprint);
  if (HASHES[oid(inside(imprintAlgorithm)[0])] !== 'sha256' || !same(imprintHash.body, digest)) throw new Unreadable('imprint');
  const certificates = inside(parts.find((part) => part.tag === 0xa0) ?? { body: Buffer.alloc(0) }).flatMap((one) => { try { return [new X509Certificate(one.whole)]; } catch { return []; } });
  const signers = inside(parts.at(-1));
  if (parts.at(-1).tag !== 0x31 || signers.length !== 1) throw new Unreadable('signers');
  const fields = inside(signers[0]);
  const digestName = HASHES[oid(inside(fields[2])[0])];
  const attributes = fields.find((field) => field.tag === 0xa0);
  if (digestName === undefined || attributes === undefined) throw new Unreadable('algorithm');
  const values = new Map(inside(attributes).map((one) => { const [name, set] = inside(one); return [oid(name), inside(set)[0]]; }));
  const stated = values.get('1.2.840.113549.1.9.4');
  if (stated === undefined || !same(stated.body, createHash(digestName).update(info).digest())) throw new Unreadable('digest');
  if (!values.has('1.2.840.113549.1.9.3') || oid(values.get('1.2.840.113549.1.9.3')) !== '1.2.840.113549.1.9.16.1.4') throw new Unreadable('type');
  const signer = signerOf(values, certificates);
  const at = fields.indexOf(attributes);
  const algorithm = oid(inside(fields[at + 1])[0]);
  const signature = fields[at + 2].body;
  const message = Buffer.concat([Uint8Array.of(0x31), attributes.whole.subarray(1)]);
  // Plain rsaEncryption leaves the hash to the digest algorithm; PSS is read with the salt as long as the hash.
  const isPss = algorithm === '1.2.840.113549.1.1.10';
  const hashName = SIGNED_WITH[algorithm] ?? (algorithm === '1.2.840.113549.1.1.1' || isPss ? digestName : undefined);
  if (hashName === undefined && algorithm !== '1.3.101.112') throw new Unreadable('algorithm');
  const key = isPss ? { key: signer.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : signer.publicKey;
  if (!verifySignature(hashName ?? null, message, key, signature)) throw new Unreadable('signature');
  const { year, month, day, hour, minute, second } = /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:\.\d+)?Z$/u.exec(time.body.toString('latin1'))?.groups ?? {};
  if (time.tag !== 0x18 || year === undefined) throw new Unreadable('time');
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!(signer.keyUsage ?? []).includes('1.3.6.1.5.5.7.3.8')) throw new Unreadable('purpose');
  if (!isValidAt(signer, moment)) throw new Unreadable('validity');
  return { time: moment, issuer: signer.subject.replaceAll('\n', ', '), test: oid(policy) === TEST_POLICY, trusted: leadsTo(signer, certificates, trusted, moment) };
}

function signerOf(values, certificates) {
  const second = values.get('1.2.840.113549.1.9.16.2.47');
  const first = values.get('1.2.840.113549.1.9.16.2.12');
  if (second === undefined && first === undefined) throw new Unreadable('signers');
  const id = inside(inside(inside(second ?? first)[0])[0]);
  const hashName = second === undefined ? 'sha1' : id[0].tag === 0x30 ? HASHES[oid(inside(id[0])[0])] : 'sha256';
  const wanted = id.find((part) => part.tag === 4)?.body;
  const signer = wanted && hashName && certificates.find((one) => same(createHash(hashName).update(one.raw).digest(), wanted));
  if (!signer) throw new Unreadable('signers');
  return signer;
}

const isValidAt = (certificate, moment) => new Date(certificate.validFrom) <= moment && moment <= new Date(certificate.validTo);

function leadsTo(signer, sent, trusted, moment) {
  let current = signer;
  for (let step = 0; step < 6; step += 1) {
    if (!isValidAt(current, moment)) return false;
    if (trusted.some((one) => same(one.raw, current.raw))) return true;
    const next = [...trusted, ...sent].find((one) => one.ca && !same(one.raw, current.raw) && current.checkIssued(one) && current.verify(one.publicKey));
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

// ---- Words ----

const number = (value) => Number(value).toLocaleString('de-DE');
const WORDS = {
  'bytes-after-end': { de: () => 'Nach der letzten Zeile des Bündels steht noch etwas.', en: () => 'Something stands behind the last line of the bundle.' },
  'digest': { de: () => 'Die Prüfsumme am Ende passt nicht zum Bündel: Mindestens ein Byte wurde verändert.', en: () => 'The checksum at the end does not fit the bundle: at least one byte was changed.' },
  'no-end': { de: () => 'Das Bündel ist abgeschnitten: Die letzte Zeile fehlt.', en: () => 'The bundle is cut off: its last line is missing.' },
  'line': { de: (f) => `Zeile ${f.line} ist nicht so geschrieben, wie die Plattform schreibt.`, en: (f) => `Line ${f.line} is not written as the platform writes.` },
  'order': { de: (f) => `Zeile ${f.line} steht an einer Stelle, an die sie nicht gehört.`, en: (f) => `Line ${f.line} stands where it does not belong.` },
  'head': { de: (f) => `Die erste Zeile sagt: ${f.stated}; im Bündel steht: ${f.found}.`, en: (f) => `The first line says: ${f.stated}; in the bundle stands: ${f.found}.` },
  'key': { de: () => 'Der Schlüssel im Bündel ist nicht Ihre Kopie des öffentlichen Schlüssels.', en: () => 'The key in the bundle is not your copy of the public key.' },
  'changed': { de: (f) => `Eintrag ${f.index} wurde verändert.`, en: (f) => `Entry ${f.index} was changed.` },
  'dropped': { de: (f) => `Eintrag ${f.index} fehlt.`, en: (f) => `Entry ${f.index} is missing.` },
  'reordered': { de: (f) => `Auf Platz ${f.index} steht der Eintrag, der auf Platz ${f.from} gehört.`, en: (f) => `At place ${f.index} stands the entry that belongs to place ${f.from}.` },
  'inserted': { de: (f) => `Auf Platz ${f.index} steht ein Eintrag, der nie dorthin geschrieben wurde.`, en: (f) => `At place ${f.index} stands an entry that was never written there.` },
  'foreign': { de: (f) => `Eintrag ${f.index} gehört zu einem anderen Protokoll oder ist nicht lesbar.`, en: (f) => `Entry ${f.index} belongs to another log or cannot be read.` },
  'note': { de: (f) => `Der Prüfpunkt für ${number(f.size)} Einträge ist nicht mit diesem Schlüssel unterschrieben.`, en: (f) => `The checkpoint for ${f.size} entries is not signed with this key.` },
  'origin': { de: (f) => `Der Prüfpunkt für ${number(f.size)} Einträge gehört zu einem anderen Protokoll.`, en: (f) => `The checkpoint for ${f.size} entries belongs to another log.` },
  'root': { de: (f) => `Das Protokoll beginnt nicht mit dem, was der Prüfpunkt für ${number(f.size)} Einträge unterschrieben hat. Bis Eintrag ${number(f.good)} stimmt es.`, en: (f) => `The log does not begin with what the checkpoint for ${f.size} entries signed. It holds for the first ${f.good} entries.` },
  'leaves': { de: () => 'Die Blattwerte im Bündel ergeben nicht die Wurzel des letzten Prüfpunkts.', en: () => 'The leaf hashes in the bundle do not give the root of the last checkpoint.' },
  'consistency': { de: (f) => `Der Nachweis, dass der Stand mit ${number(f.to)} Einträgen den mit ${number(f.from)} fortsetzt, trägt nicht.`, en: (f) => `The proof that the state of ${f.to} entries continues that of ${f.from} does not hold.` },
  'inclusion': { de: (f) => `Der Nachweis, dass Eintrag ${f.index} im Protokoll steht, trägt nicht.`, en: (f) => `The proof that entry ${f.index} stands in the log does not hold.` },
  'kept-unreadable': { de: (f) => `${f.file} ist kein Prüfpunkt.`, en: (f) => `${f.file} is no checkpoint.` },
  'kept-note': { de: (f) => `Ihr Prüfpunkt ${f.file} ist nicht mit diesem Schlüssel unterschrieben.`, en: (f) => `Your checkpoint ${f.file} is not signed with this key.` },
  'kept-origin': { de: (f) => `Ihr Prüfpunkt ${f.file} gehört zu einem anderen Protokoll.`, en: (f) => `Your checkpoint ${f.file} belongs to another log.` },
  'kept-short': { de: (f) => `Ihr Prüfpunkt ${f.file} nennt ${number(f.size)} Einträge, das Protokoll hat nur ${number(f.found)}: Das Ende wurde abgeschnitten.`, en: (f) => `Your checkpoint ${f.file} names ${f.size} entries, the log has only ${f.found}: its end was cut off.` },
  'kept-root': { de: (f) => `Die Geschichte wurde neu geschrieben: Das Protokoll beginnt nicht mit dem, was Ihr Prüfpunkt ${f.file} bei ${number(f.size)} Einträgen festhält.`, en: (f) => `History was rewritten: the log does not begin with what your checkpoint ${f.file} holds for ${f.size} entries.` },
  'kept-unreachable': { de: (f) => `Ihr Prüfpunkt ${f.file} lässt sich an diesem Auszug nicht prüfen: Er enthält den Stand mit ${number(f.size)} Einträgen nicht. Nehmen Sie das Prüfbündel des ganzen Protokolls.`, en: (f) => `Your checkpoint ${f.file} cannot be checked with this extract: it does not hold the state of ${f.size} entries. Take the bundle of the whole log.` },
  'stamp': { de: (f) => `Der Zeitstempel des Prüfpunkts für ${number(f.size)} Einträge ist nicht gültig (${f.reason}).`, en: (f) => `The time stamp of the checkpoint for ${f.size} entries is not valid (${f.reason}).` },
  'stamp-untrusted': { de: (f) => `Der Zeitstempel des Prüfpunkts für ${number(f.size)} Einträge kommt von keiner Stelle, der Sie mit --tsa-cert trauen.`, en: (f) => `The time stamp of the checkpoint for ${f.size} entries comes from no authority that you trust with --tsa-cert.` },
  'file': { de: (f) => `Die Datei ${f.name} ist nicht die, die zu diesem Vertrag gehört.`, en: (f) => `The file ${f.name} is not the one that belongs to this contract.` },
  'file-missing': { de: (f) => `Eine Datei fehlt, die das Protokoll nennt: ${f.name}.`, en: (f) => `A file is missing that the log names: ${f.name}.` },
  'nothing-signed': { de: () => 'Noch erfasst kein Prüfpunkt einen Eintrag zu diesem Vertrag. Laden Sie das Bündel nach dem nächsten Prüfpunkt (jede Nacht) noch einmal herunter.', en: () => 'No checkpoint covers an entry about this contract yet. Download the bundle again after the next checkpoint (every night).' },
  'no-checkpoint': { de: () => 'Das Bündel enthält keinen gültigen Prüfpunkt, und Sie haben keinen genannt: Das Protokoll lässt sich an nichts prüfen.', en: () => 'The bundle holds no valid checkpoint, and you named none: there is nothing to hold the log against.' },
};

const say = (finding, lang) => WORDS[finding.code][lang](finding);

// ---- Reading ----

async function* linesOf(file) {
  let rest = [];
  let length = 0;
  for await (const chunk of createReadStream(file)) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...rest, chunk.subarray(from, at + 1)]);
      [rest, length, from] = [[], 0, at + 1];
      yield line;
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE) throw new Unreadable('line');
  }
  const tail = Buffer.concat(rest);
  if (tail.length > 0) yield tail;
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isText = (value) => typeof value === 'string';
const decode = (text, bytes) => {
  const found = isText(text) ? Buffer.from(text, 'base64') : undefined;
  if (found === undefined || found.toString('base64') !== text || (bytes !== undefined && found.length !== bytes)) throw new Unreadable('base64');
  return found;
};
const SHAPES = {
  checkpoint: (one) => isCount(one.size) && isText(one.note),
  stamp: (one) => isCount(one.size) && isCount(one.index) && isCount(one.of) && isText(one.token) && isPath(one.path),
  leaves: (one) => isCount(one.start) && isText(one.hashes) && decode(one.hashes).length % 32 === 0,
  entry: (one) => isCount(one.index) && (one.body === null || isText(one.body)) && (one.path === undefined || isPath(one.path)),
  consistency: (one) => isCount(one.from) && isCount(one.to) && isPath(one.path),
  file: (one) => isText(one.name) && isText(one.sha256) && isText(one.bytes),
  end: (one) => isText(one.sha256),
};
const isPath = (path) => Array.isArray(path) && path.length < 128 && path.every((one) => decode(one, 32));

/** Reads the whole bundle once; problems of writing and order go into `findings`. */
async function readBundle(file, findings) {
  const bundle = { head: undefined, checkpoint: [], stamp: [], leaves: [], entry: [], consistency: [], file: [], ended: false };
  const running = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 0;
  let stage = 0;
  for await (const bytes of linesOf(file)) {
    line += 1;
    if (bundle.ended) { findings.push({ code: 'bytes-after-end' }); break; }
    let value;
    try {
      const text = utf8.decode(bytes);
      value = JSON.parse(text);
      if (`${JSON.stringify(value)}\n` !== text) findings.push({ code: 'line', line });
    } catch {
      if (line === 1) throw new Unreadable('bundle');
      findings.push({ code: 'line', line });
      running.update(bytes);
      continue;
    }
    if (line === 1) {
      if (value?.format !== LOG_FORMAT && value?.format !== CONTRACT_FORMAT) throw new Unreadable('bundle');
      if (!isText(value.log) || !isText(value.origin) || !isCount(value.size) || !isText(value.root)) throw new Unreadable('bundle');
      bundle.head = value;
      running.update(bytes);
      continue;
    }
    const names = value !== null && typeof value === 'object' ? Object.keys(value) : [];
    const [sort] = names;
    let isSound = false;
    try {
      isSound = names.length === 1 && sort !== 'head' && SORTS.includes(sort) && value[sort] !== null && typeof value[sort] === 'object' && SHAPES[sort](value[sort]);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
    if (!isSound) {
      findings.push({ code: 'line', line });
      running.update(bytes);
      continue;
    }
    if (SORTS.indexOf(sort) < stage) findings.push({ code: 'order', line });
    stage = Math.max(stage, SORTS.indexOf(sort));
    if (sort === 'end') {
      bundle.ended = true;
      if (value.end.sha256 !== running.digest('hex')) findings.push({ code: 'digest' });
    } else {
      bundle[sort].push(sort === 'entry' ? shortEntry(value.entry, bundle.head) : value[sort]);
      running.update(bytes);
    }
  }
  if (bundle.head === undefined) throw new Unreadable('bundle');
  if (!bundle.ended) findings.push({ code: 'no-end' });
  return bundle;
}

// A log may be large: of an entry only what is needed later stays in memory.
function shortEntry(entry, head) {
  if (entry.body === null) return { index: entry.index, hash: undefined, belongs: true, path: entry.path };
  let belongs = false;
  let facts = {};
  try {
    const told = JSON.parse(entry.body);
    belongs = told.tenant === head.log;
    facts = head.format === CONTRACT_FORMAT ? { action: told.action, subject: told.subject, facts: told.facts } : {};
  } catch { /* told as foreign below */ }
  return { index: entry.index, hash: leafHash(Buffer.from(entry.body, 'utf8')), belongs, path: entry.path, ...facts };
}

// ---- Judging ----

/** Holds a bundle against itself, its key and what was kept outside. */
export async function verifyBundle({ bundle: file, key: keyFile, checkpoints: keptFiles = [], tsaCertificates = '' }) {
  const findings = [];
  const bundle = await readBundle(file, findings);
  const { head } = bundle;
  const ownKey = keyFile === undefined ? undefined : readKey(keyFile);
  let key = ownKey;
  try {
    const sent = isText(head.key) ? readKey(head.key) : undefined;
    if (ownKey !== undefined && sent?.text !== ownKey.text) findings.push({ code: 'key' });
    key ??= sent;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    findings.push({ code: 'key' });
  }
  const trusted = [...tsaCertificates.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/gu)].map(([pem]) => new X509Certificate(pem));
  const notes = readNotes(bundle, key, findings);
  const isContract = head.format === CONTRACT_FORMAT;
  const covered = isContract ? judgeExtract(bundle, notes, findings) : judgeLog(bundle, notes, findings);
  const stamps = judgeStamps(bundle, notes, trusted, findings);
  const kept = judgeKept(bundle, notes, covered, keptFiles, key, findings);
  const vouched = isContract ? judgeFiles(bundle, findings) : [];
  if (notes.size === 0 && kept === 0) findings.push({ code: 'no-checkpoint' });
  const isDigest = (one) => Number(one.code === 'digest');
  const sorted = findings.toSorted ? findings.toSorted((a, b) => isDigest(a) - isDigest(b)) : [...findings].sort((a, b) => isDigest(a) - isDigest(b));
  return {
    ok: findings.length === 0, kind: isContract ? 'contract' : 'log', log: head.log, origin: head.origin, size: head.size, entries: bundle.entry.length, files: bundle.file.map((one) => one.name), vouched, waiting: isCount(head.waiting) ? head.waiting : 0,
    checkpoints: notes.size, covered: covered.size, kept, ownKey: ownKey !== undefined, stamps,
    findings: sorted.slice(0, MOST_FINDINGS), findingsTotal: findings.length,
  };
}

function readNotes(bundle, key, findings) {
  const notes = new Map();
  for (const { size, note } of bundle.checkpoint) {
    const read = key === undefined ? undefined : readNote(note, key);
    if (read === undefined || !read.signed || read.size !== size || notes.has(size)) findings.push({ code: 'note', size });
    else if (read.origin !== bundle.head.origin || read.origin !== `${key.name}/audit/${bundle.head.log}`) findings.push({ code: 'origin', size });
    else notes.set(size, { ...read, note });
  }
  const { checkpoints, stamps } = bundle.head;
  const found = { checkpoints: bundle.checkpoint.length, stamps: bundle.stamp.length };
  if (checkpoints !== found.checkpoints || stamps !== found.stamps) findings.push({ code: 'head', stated: `${checkpoints} + ${stamps}`, found: `${found.checkpoints} + ${found.stamps}` });
  return notes;
}

/** The whole log: every entry against the leaf hashes, and the tree against each checkpoint. */
function judgeLog(bundle, notes, findings) {
  const { head } = bundle;
  const stated = [];
  for (const block of bundle.leaves) {
    if (block.start !== stated.length) findings.push({ code: 'leaves' });
    const bytes = Buffer.from(block.hashes, 'base64');
    for (let at = 0; at < bytes.length; at += 32) stated.push(bytes.subarray(at, at + 32));
  }
  compareEntries(bundle.entry, stated, findings);
  const before = findings.length;
  const sizes = [...notes.keys()].sort((a, b) => a - b);
  const tree = growingTree();
  const rootAt = new Map([[0, EMPTY_ROOT]]);
  let good = 0;
  let isBroken = false;
  const wanted = new Set([...sizes, ...bundle.consistency.flatMap((one) => [one.from, one.to])]);
  // Where the entries themselves are wrong, that is told already; the tree is that of the entries as they stand.
  const present = bundle.entry.map((one) => one.hash ?? Buffer.alloc(32));
  present.forEach((hash) => {
    tree.add(hash);
    if (wanted.has(tree.size)) rootAt.set(tree.size, tree.root());
  });
  const root = tree.root();
  rootAt.set(tree.size, root);
  for (const size of sizes) {
    const found = rootAt.get(size);
    if (found !== undefined && same(found, notes.get(size).root)) { if (!isBroken) good = size; continue; }
    if (!isBroken) findings.push({ code: 'root', size, good });
    isBroken = true;
  }
  const statedTree = growingTree();
  stated.forEach((hash) => statedTree.add(hash));
  if (stated.length !== head.size || !same(statedTree.root(), Buffer.from(head.root, 'base64'))) findings.push({ code: 'leaves' });
  if (tree.size !== head.size || Buffer.from(root).toString('base64') !== head.root) {
    if (findings.length === before) findings.push({ code: 'head', stated: `${head.size} ${head.root}`, found: `${tree.size} ${root.toString('base64')}` });
  }
  for (const { from, to, path } of bundle.consistency) {
    const [root1, root2] = [rootAt.get(from), rootAt.get(to)];
    const holds = root1 !== undefined && root2 !== undefined && verifyConsistency({ size1: from, size2: to, root1, root2, path: path.map((one) => Buffer.from(one, 'base64')) });
    if (!holds) findings.push({ code: 'consistency', from, to });
  }
  const steps = [...sizes.filter((size) => size > 0), head.size].filter((size, place, all) => size > 0 && all.indexOf(size) === place);
  const proofs = new Set(bundle.consistency.map(({ from, to }) => `${from} ${to}`));
  steps.slice(1).forEach((to, place) => { if (!proofs.has(`${steps[place]} ${to}`)) findings.push({ code: 'consistency', from: steps[place], to }); });
  if (bundle.consistency.length !== Math.max(0, steps.length - 1)) findings.push({ code: 'head', stated: `${steps.length - 1}`, found: `${bundle.consistency.length}` });
  return { size: good, leaves: present };
}

/** Names each place where the entries are not those of the leaf hashes. */
function compareEntries(entries, stated, findings) {
  const name = (hash) => hash.toString('base64');
  const isWrong = entries.length !== stated.length || entries.some((one, place) => one.index !== place || one.hash === undefined || !same(one.hash, stated[place]) || !one.belongs);
  if (!isWrong) return;
  const belongsAt = new Map(stated.map((hash, place) => [name(hash), place]));
  const present = new Set(entries.flatMap((one) => (one.hash ? [name(one.hash)] : [])));
  const seen = new Set();
  const said = new Set();
  entries.forEach((one, position) => {
    const { index } = one;
    const expected = stated[index];
    if (!one.belongs) findings.push({ code: 'foreign', index });
    if (one.hash === undefined) { findings.push({ code: 'dropped', index }); said.add(index); return; }
    if (seen.has(index) || expected === undefined) { findings.push({ code: 'inserted', index }); return; }
    seen.add(index);
    if (same(one.hash, expected)) {
      if (index < position && index < (entries[position - 1]?.index ?? -1)) findings.push({ code: 'reordered', index: position, from: index });
      return;
    }
    const from = belongsAt.get(name(one.hash));
    if (from !== undefined) findings.push({ code: 'reordered', index, from });
    else if (present.has(name(expected))) findings.push({ code: 'inserted', index });
    else { findings.push({ code: 'changed', index }); said.add(index); }
  });
  stated.forEach((hash, index) => { if (!present.has(name(hash)) && !said.has(index)) findings.push({ code: 'dropped', index }); });
}

/** Some entries of a log with their inclusion proofs against the newest checkpoint of the bundle. */
function judgeExtract(bundle, notes, findings) {
  const { head } = bundle;
  const note = notes.get(head.size);
  const root = Buffer.from(head.root, 'base64');
  if (note === undefined || !same(note.root, root)) findings.push({ code: 'root', size: head.size, good: 0 });
  const places = new Set();
  const about = [head.contract?.id, head.contract?.order];
  for (const one of bundle.entry) {
    if (!one.belongs || places.has(one.index) || !about.includes(one.subject?.id)) findings.push({ code: 'foreign', index: one.index });
    places.add(one.index);
    const path = (one.path ?? []).map((hash) => Buffer.from(hash, 'base64'));
    if (one.hash === undefined || !verifyInclusion({ index: one.index, size: head.size, leaf: one.hash, root, path })) findings.push({ code: 'inclusion', index: one.index });
  }
  if (note !== undefined && bundle.entry.length === 0) findings.push({ code: 'nothing-signed' });
  if (bundle.entry.length !== head.entries) findings.push({ code: 'head', stated: `${head.entries}`, found: `${bundle.entry.length}` });
  return { size: note === undefined ? 0 : head.size, leaves: undefined };
}

function judgeStamps(bundle, notes, trusted, findings) {
  return bundle.stamp.flatMap(({ size, index, of, path, token }) => {
    const note = notes.get(size);
    try {
      if (note === undefined) throw new Unreadable('checkpoint');
      // One time stamp covers the tree over all notes of a run; the path leads there.
      const digest = sha256(climb(leafHash(Buffer.from(note.note, 'utf8')), index, of, path.map((one) => decode(one, 32))));
      const read = readStamp(decode(token), digest, trusted);
      if (trusted.length > 0 && !read.trusted) findings.push({ code: 'stamp-untrusted', size });
      return [{ size, time: read.time.toISOString(), issuer: read.issuer, test: read.test, trusted: read.trusted }];
    } catch (error) {
      findings.push({ code: 'stamp', size, reason: error instanceof Unreadable ? error.message : 'der' });
      return [];
    }
  });
}

function climb(leaf, index, size, path) {
  let [place, last, hash] = [index, size - 1, leaf];
  if (place > last) throw new Unreadable('path');
  for (const next of path) {
    if (last === 0) throw new Unreadable('path');
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(next, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, next);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw new Unreadable('path');
  return hash;
}

function judgeKept(bundle, notes, covered, kept, key, findings) {
  let held = 0;
  for (const { file, text } of kept) {
    const read = readNote(text, key ?? { name: '', id: Buffer.alloc(4) });
    if (read === undefined) { findings.push({ code: 'kept-unreadable', file }); continue; }
    if (!read.signed) findings.push({ code: 'kept-note', file });
    if (read.origin !== bundle.head.origin) { findings.push({ code: 'kept-origin', file }); continue; }
    if (covered.leaves === undefined) {
      const same2 = notes.get(read.size);
      if (same2 === undefined) findings.push({ code: 'kept-unreachable', file, size: read.size });
      else if (!same(same2.root, read.root)) findings.push({ code: 'kept-root', file, size: read.size });
      else held += 1;
      continue;
    }
    if (read.size > covered.leaves.length) { findings.push({ code: 'kept-short', file, size: read.size, found: covered.leaves.length }); continue; }
    const tree = growingTree();
    covered.leaves.slice(0, read.size).forEach((hash) => tree.add(hash));
    if (same(tree.root(), read.root)) held += 1;
    else findings.push({ code: 'kept-root', file, size: read.size });
  }
  return held;
}

/** Files of a contract: each is what the first line states, and what an entry of the log states where one does. */
function judgeFiles(bundle, findings) {
  const stated = new Map((Array.isArray(bundle.head.files) ? bundle.head.files : []).map((one) => [one?.name, one?.sha256]));
  for (const { name, sha256: told, bytes } of bundle.file) {
    const found = createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex');
    if (found !== told || stated.get(name) !== found || Buffer.from(bytes, 'base64').toString('base64') !== bytes) findings.push({ code: 'file', name });
    stated.delete(name);
  }
  for (const name of stated.keys()) findings.push({ code: 'file-missing', name });
  // The platform records the hash of a document when it stores it: such files are vouched for by the signed log, the others only by this bundle.
  const present = new Set(bundle.file.map((one) => one.sha256));
  const recordedHashes = new Set(bundle.entry.map((one) => one.facts?.sha256));
  for (const entry of bundle.entry) {
    const recorded = entry.facts?.sha256;
    if (isText(recorded) && /^[0-9a-f]{64}$/u.test(recorded) && !present.has(recorded)) findings.push({ code: 'file-missing', name: `${entry.action} (${recorded.slice(0, 12)}…)` });
  }
  return bundle.file.filter((one) => recordedHashes.has(one.sha256)).map((one) => one.name);
}

// ---- Command ----

function tell(report, lang) {
  const out = [];
  const de = lang === 'de';
  for (const finding of report.findings) out.push(`✗ ${say(finding, lang)}`);
  if (report.findingsTotal > report.findings.length) out.push(de ? `… und ${report.findingsTotal - report.findings.length} weitere.` : `… and ${report.findingsTotal - report.findings.length} more.`);
  for (const stamp of report.stamps) {
    const from = stamp.test ? (de ? 'von der Prüfstelle ZUM TEST, ohne Beweiswert' : 'from the TEST authority, without any value as evidence') : stamp.issuer;
    const trust = stamp.test || stamp.trusted ? '' : de ? '; ob Sie dieser Stelle trauen, ist nicht geprüft (--tsa-cert)' : '; whether you trust it was not checked (--tsa-cert)';
    out.push(de ? `· Zeitstempel: ${number(stamp.size)} Einträge bestanden am ${stamp.time}, ${from}${trust}.` : `· Time stamp: ${stamp.size} entries existed at ${stamp.time}, ${from}${trust}.`);
  }
  if (!report.ownKey) out.push(de ? '· Ohne --key gilt der Schlüssel, der im Bündel liegt: Das Bündel stimmt in sich; wer es geschrieben hat, zeigt erst Ihre eigene Kopie des Schlüssels.' : '· Without --key the key in the bundle counts: the bundle fits itself; who wrote it shows only with your own copy of the key.');
  if (report.kept === 0) out.push(de ? '· Ohne --checkpoint bleibt unbemerkt, wenn jemand mit dem Schlüssel alles neu geschrieben hat.' : '· Without --checkpoint it stays unseen when somebody with the key rewrote everything.');
  const later = report.kind === 'log' ? Math.max(0, report.size - report.covered) : 0;
  if (later > 0) out.push(de ? `· ${number(later)} Einträge kamen nach dem letzten Prüfpunkt und sind noch nicht unterschrieben.` : `· ${later} entries came after the last checkpoint and are not signed yet.`);
  if (report.kind === 'contract') {
    const others = report.files.filter((name) => !report.vouched.includes(name)).join(', ');
    out.push(de ? `· Vom unterschriebenen Protokoll belegt: ${report.vouched.join(', ') || 'keine Datei'}. Nur vom Bündel selbst: ${others || 'keine'}.` : `· Vouched for by the signed log: ${report.vouched.join(', ') || 'no file'}. By the bundle alone: ${others || 'none'}.`);
    if (report.waiting > 0) out.push(de ? `· ${number(report.waiting)} Einträge zu diesem Vertrag kamen nach dem letzten Prüfpunkt und fehlen hier.` : `· ${report.waiting} entries about this contract came after the last checkpoint and are missing here.`);
    out.push(de ? '· Ob ein Eintrag weggelassen wurde, zeigt nur das Prüfbündel des ganzen Protokolls.' : '· Whether an entry was left out shows only the bundle of the whole log.');
  }
  if (report.ok) {
    const kept = report.kept > 0 ? (de ? ` und gegen ${report.kept} von Ihnen aufbewahrte` : ` and against ${report.kept} that you kept`) : '';
    if (report.kind === 'log') out.push(de ? `✓ Das Protokoll ist unverändert: ${number(report.covered)} Einträge stimmen gegen ${report.checkpoints} Prüfpunkte${kept}.` : `✓ The log is unchanged: ${report.covered} entries hold against ${report.checkpoints} checkpoints${kept}.`);
    else out.push(de ? `✓ Das Bündel stimmt: ${report.entries} Einträge stehen im unterschriebenen Protokoll, und ${report.vouched.length} Dateien sind durch sie belegt${kept}.` : `✓ The bundle holds: ${report.entries} entries stand in the signed log, and ${report.vouched.length} files are vouched for by them${kept}.`);
  } else out.push(de ? 'Das Bündel stimmt nicht.' : 'The bundle does not hold.');
  return out.join('\n');
}

async function main(args) {
  let lang = 'de';
  try {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: { key: { type: 'string' }, checkpoint: { type: 'string', multiple: true }, 'tsa-cert': { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } },
    });
    lang = values.lang === 'en' ? 'en' : 'de';
    if (values.help) { console.log(HELP[lang]); return 0; }
    if (positionals.length !== 1 || (values.lang !== undefined && !['de', 'en'].includes(values.lang))) { console.error(HELP[lang]); return 2; }
    const text = (file) => {
      if (statSync(file).size > 1_000_000) throw new Unreadable(file);
      return readFileSync(file, 'utf8');
    };
    const report = await verifyBundle({
      bundle: positionals[0], key: values.key === undefined ? undefined : text(values.key),
      checkpoints: (values.checkpoint ?? []).map((file) => ({ file, text: text(file) })), tsaCertificates: values['tsa-cert'] === undefined ? '' : text(values['tsa-cert']),
    });
    const told = { ...report, findings: report.findings.map((one) => ({ ...one, text: say(one, lang) })) };
    console.log(values.json ? JSON.stringify(told, undefined, 2) : tell(report, lang));
    return report.ok ? 0 : 1;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const sentence = { bundle: { de: 'Das ist kein Prüfbündel.', en: 'This is no bundle.' }, key: { de: 'Das ist kein öffentlicher Schlüssel für Prüfpunkte.', en: 'This is no public key for checkpoints.' } }[reason]?.[lang] ?? reason;
    console.error(lang === 'de' ? `Nicht prüfbar: ${sentence}\nHilfe: node verify.mjs --help` : `Cannot be checked: ${sentence}\nHelp: node verify.mjs --help --lang en`);
    return 2;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
