import { definePage, show } from '@allmende/http';
import { checkCredential } from '../../actions/check-credential.ts';
import { checkView } from './check.view.ts';

const LONGEST = 20_000;

/** Where anybody checks a credential that they were shown. */
export const checkPage = definePage({
  method: 'GET', path: '/check', access: 'anyone', speaksAll: true,
  async handle(request) {
    return show(checkView({ csrf: request.csrf, typed: '', checked: undefined, problem: undefined }, request.language));
  },
});

/** Checks what was pasted or read by the camera. Nothing is kept, so the answer is shown at once and not after a redirect. */
export const runCheckPage = definePage({
  method: 'POST', path: '/check', access: 'anyone', speaksAll: true, rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const typed = request.form.text('credential');
    const problem = typed.trim() === '' ? 'empty' : typed.length > LONGEST ? 'long' : undefined;
    const checked = problem === undefined ? await checkCredential(request.ctx, typed) : undefined;
    return show(checkView({ csrf: request.csrf, typed: typed.slice(0, LONGEST), checked, problem }, request.language));
  },
});
