import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { dayParts, definePage, isEmptyDay, readDay, redirect, show, typedDay, type PageRequest, type SubmittedForm } from '@allmende/http';
import { Type } from 'typebox';
import { handInDocument } from '../../actions/hand-in-document.ts';
import { handInSbom } from '../../actions/hand-in-sbom.ts';
import { declareAi, declareOrigin } from '../../actions/hand-in-statement.ts';
import { getOwnSolution } from '../../actions/see-solution.ts';
import { AI_CLASSES, AI_DUTIES } from '../../domain/check-ai.ts';
import { isDocumentCheck } from '../../domain/check-document.ts';
import { isCheck, type CheckId } from '../../domain/ladder.ts';
import { isPossible } from '../../domain/solution.ts';
import { MOST_SBOM_BYTES } from '../../domain/supply-chain/read-sbom.ts';
import { CHECK_NAMES } from '../check-words.ts';
import { handInView, type TypedEvidence } from './hand-in.view.ts';

const path = '/supplier/solutions/:solution/checks/:check';
const params = Type.Object({ solution: Type.String({ format: 'uuid' }), check: Type.String({ maxLength: 40 }) });
type Request = Pick<PageRequest, 'ctx' | 'form' | 'locale' | 'csrf' | 'urlFor'> & { readonly params: { readonly solution: string; readonly check: string } };

export const handInPage = definePage({ method: 'GET', path, access: 'supplier', params, handle: async (request) => shown(request, typedIn(request.form), []) });

export const handInPost = definePage({
  method: 'POST', path, access: 'supplier', params, uploads: { maxFileBytes: MOST_SBOM_BYTES, maxFiles: 2 }, rateLimit: { max: 60, windowMs: 3_600_000 },
  async handle(request) {
    const { ctx, form, locale, urlFor, params: { solution } } = request;
    const check = handable(request.params.check);
    const typed = typedIn(form);
    try {
      if (form.files('file').concat(form.files('sbom')).some(({ tooLarge }) => tooLarge)) throw new InvalidInput([{ pointer: isDocumentCheck(check) ? '/file' : '/sbom', code: 'too-large', message: 'Die Datei darf höchstens 20 MB haben.' }]);
      if (isDocumentCheck(check)) {
        const [file] = form.files('file');
        const dated = readDay(typed.dated, 'dated');
        const validUntil = isEmptyDay(typed.validUntil) ? null : readDay(typed.validUntil, 'validUntil');
        if (file === undefined || file.bytes.length === 0) throw new InvalidInput([{ pointer: '/file', code: 'required', message: 'Wählen Sie das Dokument als PDF aus.' }]);
        await handInDocument(ctx, { solution, check, file, statement: { dated, validUntil, result: typed.result } });
      } else if (check === 'origin-clear') await declareOrigin(ctx, { solution, statement: { holder: typed.holder, right: typed.right, commit: typed.commit, thirdParties: typed.thirdParties } });
      else if (check === 'ai-act') await declareAi(ctx, { solution, statement: { aiClass: typed.aiClass, reason: typed.reason, duties: typed.duties } });
      else await handInSbom(ctx, { solution, sbom: form.files('sbom')[0]?.bytes ?? new Uint8Array(), signature: signatureOf(form), publicKey: typed.publicKey });
    } catch (error) {
      if (error instanceof InvalidInput) return shown(request, typed, error.fields);
      throw error;
    }
    const title = locale === 'en' ? `Checked: ${CHECK_NAMES[check].en}` : `Geprüft: ${CHECK_NAMES[check].de}`;
    return redirect(urlFor.supplier('solutions', solution), { flash: { kind: 'success', title } });
  },
});

async function shown(request: Request, typed: TypedEvidence, problems: readonly FieldProblem[]) {
  const check = handable(request.params.check);
  const whole = await getOwnSolution(request.ctx, { solution: request.params.solution });
  if (!isPossible('evidence', whole.solution)) throw new NotFound();
  return show(handInView({ whole, check, typed, problems }, request));
}

function handable(text: string): CheckId {
  if (!isCheck(text) || !(isDocumentCheck(text) || text === 'origin-clear' || text === 'ai-act' || text === 'sbom-valid')) throw new NotFound();
  return text;
}

function signatureOf(form: SubmittedForm): Uint8Array {
  return new TextEncoder().encode(form.text('signature').slice(0, 10_000));
}

function typedIn(form: SubmittedForm): TypedEvidence {
  const duties = Object.fromEntries(AI_CLASSES.flatMap((one) => AI_DUTIES[one]).map(({ id }) => [id, form.text(`duty-${id}`).slice(0, 500)]));
  return {
    dated: form.names().length === 0 ? dayParts(undefined) : typedDay(form, 'dated'), validUntil: form.names().length === 0 ? dayParts(undefined) : typedDay(form, 'validUntil'), result: form.text('result'), holder: form.text('holder').slice(0, 300),
    right: form.text('right'), commit: form.text('commit').slice(0, 200), thirdParties: form.text('thirdParties') === 'yes', aiClass: form.text('aiClass'), reason: form.text('reason').slice(0, 4000), duties, signature: form.text('signature'), publicKey: form.text('publicKey'),
  };
}
