import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { envelopeDigest, newRecipientKey, openKeyFile, openShare, sealFields, SealingProblem, thumbprintOf, type SealedShare, type SealingSheet } from '@allmende/sealing';

const USAGE = `Versiegelt und öffnet Angebote auf dieser Maschine, ohne Netz. / Seals and opens offers on this machine, without a network.

  node tools/seal/seal.ts key   --passphrase-file <file> --out <key.json> --public <public-key.json>
  node tools/seal/seal.ts seal  --sheet <sealing-sheet.json> --offer <offer.json> [--file <attachment>]… [--expect <fingerprint>]… --out <envelope.json>
  node tools/seal/seal.ts open  --key <key.json> --passphrase-file <file> --set <opening-set.json> --out <shares.json>

offer.json: { "price": "12.500,00", "c1": "…", "note": "" } – the names stand in the sealing sheet under "fields".
--expect: fingerprints that the authority told on another way; any other recipient is refused.
`;

const OPTIONS = {
  out: { type: 'string' }, public: { type: 'string' }, 'passphrase-file': { type: 'string' }, sheet: { type: 'string' }, offer: { type: 'string' }, file: { type: 'string', multiple: true }, expect: { type: 'string', multiple: true }, key: { type: 'string' }, set: { type: 'string' },
} as const;

type OpeningSet = { readonly offers: readonly { readonly offer: string; readonly purpose: string; readonly shares: readonly SealedShare[] }[] };

async function run(args: string[]): Promise<void> {
  const { values, positionals: [command = ''] } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const need = (name: keyof typeof OPTIONS): string => {
    const value = values[name];
    if (typeof value !== 'string') throw new TypeError(`--${name} fehlt / is missing`);
    return value;
  };
  const json = async <Data>(name: keyof typeof OPTIONS) => JSON.parse(await readFile(need(name), 'utf8')) as Data;
  const passphrase = async () => (await readFile(need('passphrase-file'), 'utf8')).replace(/\r?\n$/u, '');
  // Nothing that is there is overwritten: a lost key cannot be made again.
  const write = (name: 'out' | 'public', content: unknown) => writeFile(need(name), JSON.stringify(content), { flag: 'wx', mode: name === 'out' ? 0o600 : 0o644 });

  switch (command) {
    case 'key': {
      const key = await newRecipientKey(await passphrase());
      await write('out', key);
      await write('public', key.publicKey);
      console.log(key.thumbprint);
      return;
    }
    case 'seal': {
      const sheet = await json<SealingSheet>('sheet');
      const recipients = await Promise.all(sheet.recipients.map(async (one) => ({ name: one.name, thumbprint: await thumbprintOf(one.key) })));
      for (const one of recipients) console.log(`${one.thumbprint}  ${one.name}`);
      const unexpected = values.expect === undefined ? [] : recipients.filter((one) => !values.expect?.includes(one.thumbprint)).map((one) => one.name);
      if (unexpected.length > 0) throw new SealingProblem('bad-key', unexpected);
      const files = await Promise.all((values.file ?? []).map(async (path) => ({ name: basename(path), bytes: await readFile(path) })));
      const envelope = await sealFields(sheet, { fields: await json<Record<string, string>>('offer'), files });
      await write('out', envelope);
      console.log(await envelopeDigest(envelope));
      return;
    }
    case 'open': {
      const key = await openKeyFile(await readFile(need('key'), 'utf8'), await passphrase());
      const shares = [];
      for (const { offer, ...envelope } of (await json<OpeningSet>('set')).offers) shares.push({ offer, ...(await openShare(envelope, key)) });
      await write('out', { v: 1, shares });
      console.log(`${shares.length}`);
      return;
    }
    default: console.log(USAGE);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 1;
}
