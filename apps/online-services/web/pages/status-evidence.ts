import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, sendFile } from '@allmende/http';
import type { House } from '@allmende/house';
import { Type } from 'typebox';
import { openEvidenceFile } from '../../actions/open-evidence-file.ts';
import { findApplicationBySecret } from '../../actions/read-receipt.ts';
import type { StatusPorts } from '../../domain/status-ports.ts';
import { changeEvidence, EVIDENCE_UPLOADS } from '../change-evidence-form.ts';
import { givenIn, showStatus } from './status.ts';

/** Late evidence of an application that was sent, for whoever holds reference and secret. */
export const createChangeStatusEvidencePage = (ports: StatusPorts<House>) => definePage({
  method: 'POST', path: '/:place/status/evidence', access: 'anyone', speaksAll: true, uploads: EVIDENCE_UPLOADS, rateLimit: { max: 120, windowMs: 60_000 },
  async handle(request) {
    const given = givenIn(request);
    if (!given) throw new NotFound();
    const holder = await findApplicationBySecret(request.ctx, given);
    try {
      const problems = await changeEvidence(request, holder);
      return problems.length === 0 ? redirect(request.urlFor.place(request.place.slug, 'status')) : await showStatus(request, ports, given, problems);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showStatus(request, ports, given, error.fields);
    }
  },
});

/** An upload of an application that was sent, for whoever holds reference and secret. */
export const statusEvidenceFilePage = definePage({
  method: 'GET', path: '/:place/status/evidence/:evidence', access: 'anyone', params: Type.Object({ evidence: Type.String({ format: 'uuid' }) }), rateLimit: { max: 120, windowMs: 60_000 },
  async handle(request) {
    const given = givenIn(request);
    if (!given) throw new NotFound();
    return sendFile({ ...await openEvidenceFile(request.ctx, await findApplicationBySecret(request.ctx, given), { evidence: request.params.evidence }), isForeign: true });
  },
});
