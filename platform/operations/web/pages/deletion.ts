import { renderDocument } from '@allmende/documents';
import { definePage, sendFile, show } from '@allmende/http';
import { Type } from 'typebox';
import { getDeletion } from '../../actions/get-deletion.ts';
import { seeInstances } from '../../domain/permissions.ts';
import { deletionDocument } from '../deletion-document.ts';
import { deletionView } from './deletion.view.ts';

const path = '/:authority/office/instances/:instance/deletion';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });

const page = definePage({
  method: 'GET', path, access: seeInstances, params,
  async handle(request) {
    return show(deletionView({ ...(await getDeletion(request.ctx, request.params)), authority: request.authority }, request));
  },
});

const document = definePage({
  method: 'GET', path: `${path}/pdf`, access: seeInstances, params, rateLimit: { max: 20, windowMs: 60_000 },
  async handle(request) {
    const found = await getDeletion(request.ctx, request.params);
    const bytes = await renderDocument(deletionDocument({ ...found, authority: request.authority.name, locale: request.locale }));
    return sendFile({ bytes, contentType: 'application/pdf', name: `loeschnachweis-${found.proof.app}-${found.proof.deletedAt.slice(0, 10)}.pdf` });
  },
});

/** The proof that an instance was deleted, as a page and as PDF/UA. */
export const deletionPages = [page, document];
