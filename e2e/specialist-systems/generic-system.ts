import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { problem, Refused } from './problem.ts';
import { startFromCommandLine, type SystemConfig, type SystemKind } from './run-system.ts';

/** The schema of what this system says, as the sender's platform publishes it. */
const REPLY_SCHEMA = 'urn:allmende:specialist-reply:1';

/** A system that knows of a service nothing but its JSON Schema. */
export function genericSystem(config: Pick<SystemConfig, 'takes'>): SystemKind {
  const ajv = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/u, email: /^[^@\s]+@[^@\s]+$/u } });
  const checks = new Map(config.takes.flatMap(({ schemas }) => schemas.flatMap(({ schemaUri, file }: { readonly schemaUri: string; readonly file?: string }) => (file === undefined ? [] : [[schemaUri, ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object)] as const]))));
  return {
    prefix: 'GF',
    checkData(schemaUri, data) {
      const fits = checks.get(schemaUri);
      if (!fits) throw new Refused(problem('unsupported-schema', 'metadata', 'Dieses Fachschema ist hier nicht hinterlegt.'));
      let value: unknown;
      try {
        value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
      } catch {
        throw new Refused(problem('syntax-violation', 'data', 'Der Fachdatensatz ist kein JSON in UTF-8.'));
      }
      if (fits(value)) return;
      const [place] = fits.errors ?? [];
      throw new Refused(problem('schema-violation', 'data', `Der Fachdatensatz passt nicht zu seinem Schema: ${place?.instancePath ?? ''} ${place?.keyword ?? ''}`));
    },
    reply(file, { id, at, kind, decision, text, due, missing, fee }) {
      const said = kind === 'in-progress' ? { state: kind } : { replies: [{ kind, fileNumber: file.fileNumber, text, due, missing, fee }] };
      return { schemaUri: REPLY_SCHEMA, mimeType: 'application/json', text: JSON.stringify({ id, at, decision, ...said }) };
    },
  };
}

if (import.meta.main) await startFromCommandLine(genericSystem);
