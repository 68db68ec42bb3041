import type { FieldProblem } from '@allmende/errors';
import { NotFound } from '@allmende/errors';
import type { PageRequest } from '@allmende/http';
import { addEvidence } from '../actions/add-evidence.ts';
import { chooseEvidenceWay, removeEvidence } from '../actions/change-evidence.ts';
import type { EvidenceHolder } from '../actions/evidence-holder.ts';

/** What a form with evidence takes: the most that any package may allow. */
export const EVIDENCE_UPLOADS = { maxFileBytes: 20_000_000, maxFiles: 20 } as const;

/** Does what a form about evidence asks for. Returns what could not be taken while the rest was. Throws InvalidInput, NotFound, AlreadySent. */
export async function changeEvidence(request: Pick<PageRequest, 'ctx' | 'form' | 'language'>, holder: EvidenceHolder): Promise<readonly FieldProblem[]> {
  const { ctx, form, language } = request;
  const item = form.text('item');
  const files = form.files(`file.${item}`);
  switch (form.text('act')) {
    case 'remove':
      if ('application' in holder) throw new NotFound();
      await removeEvidence(ctx, holder, { evidence: form.text('evidence') });
      return [];
    case 'later':
    case 'office':
      // Who has chosen files and presses the wrong button does not lose them.
      if (files.length > 0) return (await addEvidence(ctx, holder, { item, files, hasTooManyFiles: form.hasTooManyFiles, language })).problems;
      await chooseEvidenceWay(ctx, holder, { item, way: form.text('act') === 'office' ? 'office' : 'later' });
      return [];
    default: return (await addEvidence(ctx, holder, { item, files, hasTooManyFiles: form.hasTooManyFiles, language })).problems;
  }
}
