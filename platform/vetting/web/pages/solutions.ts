import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type SubmittedForm } from '@allmende/http';
import { beginSolution } from '../../actions/hand-in-description.ts';
import { listOwnSolutions } from '../../actions/see-solution.ts';
import { AlreadyInVetting } from '../../domain/errors.ts';
import { solutionsView } from './solutions.view.ts';

/** A publiccode.yml is read up to 1 MiB; a little more arrives so that the message can say so. */
export const DESCRIPTION_UPLOAD = { maxFileBytes: 1_100_000, maxFiles: 1 } as const;

export const solutionsPage = definePage({
  method: 'GET', path: '/supplier/solutions', access: 'supplier',
  handle: async (request) => show(solutionsView({ solutions: await listOwnSolutions(request.ctx), typed: '', problems: [] }, request)),
});

export const solutionsPost = definePage({
  method: 'POST', path: '/supplier/solutions', access: 'supplier', uploads: DESCRIPTION_UPLOAD, rateLimit: { max: 60, windowMs: 3_600_000 },
  async handle(request) {
    const { ctx, form, urlFor, locale } = request;
    const again = async (problems: readonly FieldProblem[], status?: number) => show(solutionsView({ solutions: await listOwnSolutions(ctx), typed: form.text('publiccode'), problems }, request), status === undefined ? {} : { status });
    try {
      const { id } = await beginSolution(ctx, { publiccode: givenDescription(form) });
      return redirect(urlFor.supplier('solutions', id), { flash: { kind: 'success', title: locale === 'en' ? 'The description is read and checked.' : 'Die Beschreibung ist gelesen und geprüft.' } });
    } catch (error) {
      if (error instanceof InvalidInput) return again(error.fields);
      if (error instanceof AlreadyInVetting) return again([{ pointer: '/publiccode', code: 'double', message: error.message }], 409);
      throw error;
    }
  },
});

/** The publiccode.yml of a form: the file, or the text that was pasted. Throws InvalidInput (`/publiccode`) for a file that is too large. */
export function givenDescription(form: SubmittedForm): Uint8Array {
  const [file] = form.files('file');
  if (file?.tooLarge) throw new InvalidInput([{ pointer: '/publiccode', code: 'too-large', message: 'Die Datei darf höchstens 1 MiB haben.' }]);
  return file !== undefined && file.bytes.length > 0 ? file.bytes : new TextEncoder().encode(form.text('publiccode').replaceAll('\r\n', '\n'));
}
