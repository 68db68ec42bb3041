import { defineApi, type AnyApi } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { browseLog } from '../../actions/browse-log.ts';
import { bundleLog } from '../../actions/bundle-log.ts';
import { drawSample } from '../../actions/draw-sample.ts';
import { exportLog } from '../../actions/export-log.ts';
import type { ListedEntry } from '../../actions/list-entries.ts';
import { listDataSets } from '../../actions/list-data-sets.ts';
import { proveConsistency } from '../../actions/prove-consistency.ts';
import { readCheckpoint } from '../../actions/read-checkpoint.ts';
import { readEntry } from '../../actions/read-entry.ts';
import { LARGEST_SAMPLE } from '../../domain/draw-positions.ts';
import { EntryWaits } from '../../domain/errors.ts';
import type { AuditPort } from '../audit-words.ts';
import type { LogArea } from '../log-area.ts';
import { LogQuery, readLogQuery } from '../read-log-query.ts';
import { CheckpointShape, ConsistencyShape, EntryShape, ProofShape } from './log.schema.ts';

/** The operations of an area's log. */
export function logOperations(area: LogArea, port: AuditPort): AnyApi[] {
  const whose = area.idSuffix === '' ? 'the authority' : 'the platform';
  const named = area.idSuffix === '' ? { authority: Type.String() } : {};
  return [
    defineApi({
      method: 'GET', path: `${area.api}/entries`, tag: 'audit', operationId: `listAuditEntries${area.idSuffix}`, summary: `The audit log of ${whose}, newest first.`, access: area.see,
      params: Type.Object(named),
      query: Type.Object({ ...LogQuery.properties, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
      response: Type.Object({ size: Type.Integer({ minimum: 0 }), entries: Type.Array(EntryShape), next: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) }),
      async handle({ ctx, query }) {
        const page = await browseLog(ctx, { ...readLogQuery(query), limit: query.limit });
        const names = await port.namesOf(ctx, page.entries.flatMap(({ accountId }) => accountId ?? []));
        return { size: page.size, entries: page.entries.map((listed) => shown(listed, names)), next: page.next ?? null };
      },
    }),
    defineApi({
      method: 'GET', path: `${area.api}/entries/:entry/proof`, tag: 'audit', operationId: `proveAuditEntry${area.idSuffix}`, summary: `Shows that an entry stands in the log of ${whose}.`, access: area.see,
      params: Type.Object({ ...named, entry: Type.String({ format: 'uuid' }) }),
      response: ProofShape,
      async handle({ ctx, params }) {
        const { proof } = await readEntry(ctx, { entry: String(params.entry) });
        if (proof === undefined) throw new EntryWaits();
        return { ...proof.file, path: [...proof.file.path] };
      },
    }),
    defineApi({
      method: 'GET', path: `${area.api}/sample`, tag: 'audit', operationId: `drawAuditSample${area.idSuffix}`, summary: `Entries of the log of ${whose} drawn by a word; the same word draws the same from a log of the same size.`, access: area.see,
      params: Type.Object(named),
      query: Type.Object({ word: Type.String({ minLength: 1, maxLength: 100 }), count: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST_SAMPLE })) }),
      response: Type.Object({ size: Type.Integer({ minimum: 0 }), entries: Type.Array(Type.Intersect([EntryShape, Type.Object({ holds: Type.Boolean({ description: 'Whether its proof leads to the root of the present tree' }) })])) }),
      async handle({ ctx, query }) {
        const sample = await drawSample(ctx, { word: query.word, count: query.count ?? 10 });
        const names = await port.namesOf(ctx, sample.entries.flatMap(({ accountId }) => accountId ?? []));
        return { size: sample.size, entries: sample.entries.map((one) => ({ ...shown(one, names), holds: one.holds })) };
      },
    }),
    defineApi({
      method: 'GET', path: `${area.api}/data-sets`, tag: 'audit', operationId: `listDataSets${area.idSuffix}`, summary: 'The register of all data sets of the platform, as the database describes itself now; no content.', access: area.see,
      params: Type.Object(named),
      response: Type.Object({
        sets: Type.Array(Type.Object({
          room: Type.String(), name: Type.String(), about: Type.String(), perAuthority: Type.Boolean(),
          columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String(), about: Type.Union([Type.String(), Type.Null()]), required: Type.Boolean() })),
        })),
      }),
      handle: async ({ ctx }) => ({ sets: (await listDataSets(ctx)).map((one) => ({ ...one, columns: one.columns.map((column) => ({ ...column })) })) }),
    }),
    defineApi({
      method: 'GET', path: `${area.api}/checkpoint`, tag: 'audit', operationId: `getAuditCheckpoint${area.idSuffix}`, summary: `The newest signed checkpoint of the log of ${whose}, for an outside witness to keep.`, access: area.see,
      params: Type.Object(named),
      response: CheckpointShape,
      handle: ({ ctx }) => readCheckpoint(ctx),
    }),
    defineApi({
      method: 'GET', path: `${area.api}/consistency`, tag: 'audit', operationId: `proveAuditConsistency${area.idSuffix}`, summary: `Shows an outside witness that the log of ${whose} only grew since a checkpoint (RFC 9162 § 2.1.4).`, access: area.see,
      params: Type.Object(named),
      query: Type.Object({
        from: Type.Integer({ minimum: 1, description: 'Entries that the kept checkpoint covers' }), to: Type.Optional(Type.Integer({ minimum: 1, description: 'Entries of the later state; all that have a place if missing' })),
      }),
      response: ConsistencyShape,
      async handle({ ctx, query }) {
        const { file } = await proveConsistency(ctx, query);
        return { ...file, path: [...file.path] };
      },
    }),
    defineApi({
      method: 'GET', path: `${area.api}/bundle`, tag: 'audit', operationId: `exportAuditBundle${area.idSuffix}`, summary: `The log of ${whose} with checkpoints, time stamps, proofs and public key as one file for the offline verifier; recorded in the log.`, access: area.see,
      params: Type.Object(named),
      file: 'application/jsonl',
      async handle({ ctx }) {
        return { bytes: await bundleLog(ctx), contentType: 'application/jsonl', name: 'audit-bundle.jsonl' };
      },
    }),
    defineApi({
      method: 'GET', path: `${area.api}/export`, tag: 'audit', operationId: `exportAuditLog${area.idSuffix}`, summary: `The log of ${whose} as JSON lines for an offline verifier; recorded in the log.`, access: area.see,
      params: Type.Object(named),
      file: 'application/jsonl',
      async handle({ ctx }) {
        return { bytes: await exportLog(ctx), contentType: 'application/jsonl', name: 'audit.jsonl' };
      },
    }),
  ];
}

function shown({ entry, treeIndex, accountId }: ListedEntry, names: ReadonlyMap<string, string>): Static<typeof EntryShape> {
  const name = accountId === null ? undefined : names.get(accountId);
  const { id, at, action, subject, actor, facts, commitments } = entry;
  return { id, at, action, subject, actor: { ...actor, ...(name === undefined ? {} : { name }) }, facts, commitments, treeIndex };
}
