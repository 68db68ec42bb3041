import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { enterApplication } from '../../actions/enter-application.ts';
import { ENTRY_CHANNELS } from '../../domain/entry.ts';
import { enterApplications } from '../../domain/permissions.ts';
import { puzzleFor } from '../hold-back.ts';
import { draftKey } from './draft-secret.ts';
import { StartedSchema } from './drafts.schema.ts';

const Body = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), placeArs: Type.String({ pattern: '^\\d{12}$' }), channel: Type.Enum(ENTRY_CHANNELS) }, { additionalProperties: false });

export const enterApplicationApi = defineApi({
  method: 'POST', path: '/authorities/:authority/entries', tag: 'online-services', operationId: 'enterApplication', access: enterApplications, params: Type.Object({ authority: Type.String() }), body: Body, status: 201, response: StartedSchema,
  summary: 'Begin an application for somebody at the counter, on paper or on the telephone; it stays marked with who entered it',
  async handle(request) {
    const started = await enterApplication(request.ctx, { service: request.body.service, ars: request.body.placeArs, channel: request.body.channel });
    return { draft: started.draft, secret: draftKey(started), firstPage: started.firstPage, puzzle: puzzleFor(request, started.draft) };
  },
});
