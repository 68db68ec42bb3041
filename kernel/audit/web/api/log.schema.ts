import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });

/** An entry as the API shows it. */
export const EntryShape = Type.Object({
  id: uuid,
  at: Type.String({ format: 'date-time' }),
  action: Type.String(),
  subject: Type.Object({ kind: Type.String(), id: Type.String() }),
  actor: Type.Object({ kind: Type.Union([Type.Literal('account'), Type.Literal('system'), Type.Literal('citizen'), Type.Literal('anonymous')]), ref: Type.Optional(Type.String()), name: Type.Optional(Type.String()) }),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  commitments: Type.Record(Type.String(), Type.String()),
  treeIndex: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'The place in the tree, from 0; null for less than a second' }),
});

/** A proof as the API shows it; hashes in base64. Source: RFC 9162 § 2.1.3. */
export const ProofShape = Type.Object({
  format: Type.Literal('allmende-audit-proof/1'), tenant: uuid, entry: uuid, body: Type.String(), leafHash: Type.String(), index: Type.Integer({ minimum: 0 }), size: Type.Integer({ minimum: 1 }), root: Type.String(), path: Type.Array(Type.String()),
});

/** A consistency proof as the API shows it; hashes in base64. Source: RFC 9162 § 2.1.4. */
export const ConsistencyShape = Type.Object({
  format: Type.Literal('allmende-audit-consistency/1'), tenant: uuid, size1: Type.Integer({ minimum: 1 }), root1: Type.String(), size2: Type.Integer({ minimum: 1 }), root2: Type.String(), path: Type.Array(Type.String()),
});

/** A signed checkpoint with the key that signed it, and its time stamp (RFC 3161 token in base64) when it has one. */
export const CheckpointShape = Type.Object({
  size: Type.Integer({ minimum: 0 }), note: Type.String({ description: 'C2SP signed note, to be kept byte for byte' }), key: Type.String({ description: 'C2SP verifier key' }),
  stamp: Type.Union([Type.Object({ authority: Type.Union([Type.Literal('configured'), Type.Literal('test')]), index: Type.Integer({ minimum: 0 }), of: Type.Integer({ minimum: 1 }), path: Type.Array(Type.String()), token: Type.String() }), Type.Null()]),
});
