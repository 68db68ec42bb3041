import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { getProblemPage } from '../../actions/get-problem-page.ts';
import { problemView } from './problem.view.ts';

/** What an error code means; the `type` of Problem Details leads here. */
export const problemPage = definePage({
  method: 'GET', path: '/problems/:room/:problem', access: 'anyone', params: Type.Object({ room: Type.String({ pattern: '^[a-z-]+$' }), problem: Type.String({ pattern: '^[a-z-]+$' }) }),
  async handle({ params, locale }) {
    const code = `${params.room}/${params.problem}`;
    return show(problemView({ code, page: await getProblemPage({ code }) }, locale));
  },
});
