import { Type } from 'typebox';

/** The job that writes the documents of a contract, as whoever asks for it needs to know it: ids only. */
export const RENDER_DOCUMENTS = {
  name: 'procurement/render-contract-documents', payload: Type.Object({ tenant: Type.String(), contract: Type.String() }), maxAttempts: 12,
};
