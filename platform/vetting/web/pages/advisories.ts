import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { importAdvisories, listAdvisories, MOST_ADVISORY_BYTES } from '../../actions/import-advisories.ts';
import { importAdvisories as permission } from '../../domain/permissions.ts';
import { advisoriesView } from './advisories.view.ts';

export const advisoriesPage = definePage({ method: 'GET', path: '/operator/advisories', access: permission, handle: async (request) => shown(request, []) });

export const advisoriesPost = definePage({
  method: 'POST', path: '/operator/advisories', access: permission, uploads: { maxFileBytes: MOST_ADVISORY_BYTES, maxFiles: 1 },
  async handle(request) {
    const [file] = request.form.files('file');
    try {
      if (file?.tooLarge) throw new InvalidInput([{ pointer: '/file', code: 'too-large', message: 'Die Datei darf höchstens 50 MB haben. Teilen Sie sie auf.' }]);
      if (file === undefined) throw new InvalidInput([{ pointer: '/file', code: 'required', message: 'Wählen Sie eine Datei aus.' }]);
      const done = await importAdvisories(request.ctx, { file: file.bytes });
      const title = request.locale === 'en' ? `Imported: ${done.advisories} entries. All solutions are being checked again.` : `Eingelesen: ${done.advisories} Einträge. Alle Lösungen werden neu geprüft.`;
      return redirect(request.urlFor.operator('advisories'), { flash: { kind: 'success', title } });
    } catch (error) {
      if (error instanceof InvalidInput) return shown(request, error.fields);
      throw error;
    }
  },
});

async function shown(request: Pick<PageRequest, 'ctx' | 'locale' | 'csrf' | 'urlFor'>, problems: readonly FieldProblem[]) {
  return show(advisoriesView({ imports: await listAdvisories(request.ctx), problems }, request));
}
