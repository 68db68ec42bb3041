import { createSubmission } from '../../actions/create-submission.ts';
import { fetchAttachment, fetchSubmission, listSubmissionsForPickup } from '../../actions/fetch-submission.ts';
import { submitSubmission } from '../../actions/submit-submission.ts';
import { LARGEST_ATTACHMENT, uploadAttachment } from '../../actions/upload-attachment.ts';
import { refuse } from '../../domain/errors.ts';
import type { ApiVersion, PublicService, Submission } from '../../domain/submission.ts';
import { json, list } from './answer.ts';
import { CreateSubmission, SubmitSubmission } from '../../domain/bodies.ts';
import type { Route } from './route.ts';

/** Largest announcement, and largest metadata and data together, in bytes. */
const LARGEST_ANNOUNCEMENT = 256 * 1024;
const LARGEST_CONTENT = 16 * 1024 * 1024;

type CreateBody = { readonly destinationId: string; readonly announcedAttachments: readonly string[]; readonly serviceType?: PublicService; readonly publicService?: PublicService; readonly region?: string; readonly caseId?: string; readonly callback?: { readonly url: string; readonly secret: string } };

/** Handing in and fetching. */
export const submissionRoutes: readonly Route[] = [
  {
    method: 'GET', path: '/submissions',
    async handle(asked) {
      const caller = await asked.caller();
      const page = asked.page();
      const { total, submissions } = await listSubmissionsForPickup(asked.house, caller, { destination: asked.query('destinationId')[0], ...page });
      return json(200, list('submissions', submissions, { offset: page.offset, total }));
    },
  },
  {
    method: 'POST', path: '/submissions',
    async handle(asked) {
      const caller = await asked.caller();
      const { version } = asked;
      const body = await asked.json<CreateBody>(CreateSubmission[version], { largest: LARGEST_ANNOUNCEMENT, type: 'application/json', tooLarge: 'too-large' });
      const service = body.serviceType ?? body.publicService;
      if (service === undefined || new Set(body.announcedAttachments.map((one) => one.toLowerCase())).size !== body.announcedAttachments.length) throw refuse('unreadable', 'announcedAttachments');
      const made = await createSubmission(asked.house, caller, {
        version, destinationId: body.destinationId, announced: body.announcedAttachments, service: serviceOf(service), region: version === 'v2' ? body.region : undefined, caseId: body.caseId, callback: body.callback,
      });
      return json(201, made, { location: `/${version}/submissions/${made.submissionId}` });
    },
  },
  {
    method: 'GET', path: '/submissions/:submission',
    async handle(asked) {
      const { submission, content, attachments } = await fetchSubmission(asked.house, asked.caller(), asked.params['submission'] ?? '');
      return json(200, { ...reducedOf(submission, asked.version, attachments), encryptedMetadata: content.encryptedMetadata, ...(content.encryptedData === undefined ? {} : { encryptedData: content.encryptedData }) });
    },
  },
  {
    method: 'PUT', path: '/submissions/:submission',
    async handle(asked) {
      const caller = await asked.caller();
      const { encryptedMetadata, encryptedData } = await asked.json<{ encryptedMetadata: string; encryptedData?: string }>(SubmitSubmission[asked.version], { largest: LARGEST_CONTENT, type: 'application/json', tooLarge: 'too-large', wrongType: 'wrong-type' });
      const submission = await submitSubmission(asked.house, caller, asked.params['submission'] ?? '', { encryptedMetadata, encryptedData });
      return json(asked.version === 'v1' ? 202 : 200, reducedOf(submission, asked.version, submission.announced));
    },
  },
  {
    method: 'GET', path: '/submissions/:submission/attachments/:attachment',
    async handle(asked) {
      const { size, stream } = await fetchAttachment(asked.house, asked.caller(), { submission: asked.params['submission'] ?? '', attachment: asked.params['attachment'] ?? '' });
      return { status: 200, headers: { 'content-type': 'application/jose', 'content-length': String(size) }, body: stream };
    },
  },
  {
    method: 'PUT', path: '/submissions/:submission/attachments/:attachment',
    async handle(asked) {
      const caller = await asked.caller();
      const source = asked.stream({ largest: LARGEST_ATTACHMENT, type: 'application/jose', tooLarge: 'too-large', wrongType: 'wrong-type' });
      await uploadAttachment(asked.house, caller, { submission: asked.params['submission'] ?? '', attachment: asked.params['attachment'] ?? '' }, source);
      return { status: 204 };
    },
  },
];

function serviceOf({ name, identifier, description }: PublicService): PublicService {
  return { identifier, ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}

/** A submission without its content. */
export function reducedOf(submission: Submission, version: ApiVersion, attachments: readonly string[]): object {
  return {
    destinationId: submission.destinationId, submissionId: submission.submissionId, caseId: submission.caseId, attachments, [version === 'v1' ? 'serviceType' : 'publicService']: submission.service,
    ...(version === 'v2' && submission.region !== undefined ? { region: submission.region } : {}), ...(submission.callbackUrl === undefined ? {} : { callback: { url: submission.callbackUrl } }),
  };
}
