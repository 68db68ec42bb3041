import { definePage, sendFile } from '@allmende/http';
import { Type } from 'typebox';
import { getSolution } from '../../actions/get-solution.ts';
import { writePubliccode } from '../../domain/write-publiccode.ts';

/** An entry as publiccode.yml, for other catalogues. */
export const publiccodePage = definePage({
  method: 'GET', path: '/store/:solution/publiccode.yml', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }),
  async handle({ ctx, params }) {
    const { listing, origin } = await getSolution(ctx, { slug: params.solution });
    const text = writePubliccode(listing, origin === 'first-party' ? { contact: 'Allmende' } : {});
    return sendFile({ bytes: new TextEncoder().encode(text), contentType: 'application/yaml; charset=utf-8', name: 'publiccode.yml' });
  },
});
