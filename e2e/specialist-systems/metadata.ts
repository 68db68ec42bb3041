import { Ajv2020 } from 'ajv/dist/2020.js';
import { problem, Refused } from './problem.ts';

/** The part of the metadata that a receiving system needs; what else is there is passed over. */
export type Metadata = {
  readonly contentStructure: {
    readonly data?: { readonly hash: { readonly content: string }; readonly submissionSchema: { readonly schemaUri: string; readonly mimeType: string } };
    readonly attachments: readonly { readonly attachmentId: string; readonly hash: { readonly content: string }; readonly mimeType: string; readonly filename?: string }[];
  };
  readonly publicServiceType?: { readonly identifier: string };
  readonly replyChannel?: { readonly fitConnect?: { readonly encryptionPublicKey: Record<string, unknown>; readonly processStandards?: readonly string[] } };
  readonly additionalReferenceInfo?: { readonly senderReference?: string; readonly applicationDate?: string };
};

const hash = { type: 'object', required: ['type', 'content'], properties: { type: { const: 'sha512' }, content: { type: 'string', pattern: '^[a-f0-9]{128}$' } } };

// Written from the description of the fields: what versions 1 and 2 have in common, and the reply channel of version 2.
const schema = {
  type: 'object', required: ['contentStructure'],
  properties: {
    $schema: { type: 'string', pattern: '/fit-connect/metadata/[12]\\.[0-9]+\\.[0-9]+/metadata\\.schema\\.json$' },
    contentStructure: {
      type: 'object', required: ['attachments'],
      properties: {
        data: {
          type: 'object', required: ['hash', 'submissionSchema'],
          properties: { hash, submissionSchema: { type: 'object', required: ['schemaUri', 'mimeType'], properties: { schemaUri: { type: 'string', minLength: 1, maxLength: 500 }, mimeType: { enum: ['application/json', 'application/xml'] } } } },
        },
        attachments: {
          type: 'array',
          items: {
            type: 'object', required: ['hash', 'purpose', 'mimeType', 'attachmentId'],
            properties: {
              hash, purpose: { enum: ['form', 'attachment', 'report'] }, mimeType: { type: 'string', pattern: '^[-\\w.]+/[-\\w.+]+$' }, attachmentId: { type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
              filename: { type: 'string', maxLength: 255 },
            },
          },
        },
      },
    },
    publicServiceType: { type: 'object', required: ['identifier'], properties: { identifier: { type: 'string', pattern: '^urn:' } } },
    replyChannel: { type: 'object', properties: { fitConnect: { type: 'object', required: ['encryptionPublicKey'], properties: { encryptionPublicKey: { type: 'object' }, processStandards: { type: 'array', items: { type: 'string' } } } } } },
    additionalReferenceInfo: { type: 'object', properties: { senderReference: { type: 'string' }, applicationDate: { type: 'string' } } },
  },
};

const isValid = new Ajv2020({ strict: false }).compile<Metadata>(schema);

/** The metadata of a submission; throws Refused where they are none. */
export function checkMetadata(value: unknown): Metadata {
  if (isValid(value)) return value;
  const place = isValid.errors?.[0];
  throw new Refused(problem('schema-violation', 'metadata', `Die Metadaten passen nicht zu ihrem Schema: ${place?.instancePath ?? ''} ${place?.message ?? ''}`));
}
