import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn, translations } from '@allmende/i18n';
import { Type } from 'typebox';
import { deleteTextBlock } from '../../actions/delete-text-block.ts';
import { listTextBlocks } from '../../actions/list-text-blocks.ts';
import { saveTextBlock } from '../../actions/save-text-block.ts';
import { TextBlockChanged } from '../../domain/errors.ts';
import { keepTextBlocks } from '../../domain/permissions.ts';
import { textBlocksView, textBlockView } from './text-blocks.view.ts';

const texts = translations({ de: { saved: 'Der Textbaustein ist gespeichert.', deleted: 'Der Textbaustein ist gelöscht.' }, en: { saved: 'The text block is saved.', deleted: 'The text block is deleted.' } });

const path = '/:authority/office/cases/text-blocks';
const Params = Type.Object({ block: Type.String({ format: 'uuid' }) });
type Request = PageRequest<unknown, unknown>;
type Typed = { readonly service: string; readonly title: string; readonly body: string; readonly version: number };

const optionsOf = ({ locale, csrf, urlFor, authority }: Pick<Request, 'locale' | 'csrf' | 'urlFor' | 'authority'>) => ({ locale, csrf, casesHref: urlFor.office(authority.slug, 'cases'), href: (...more: string[]) => urlFor.office(authority.slug, 'cases', 'text-blocks', ...more) });

export const textBlocksPage = definePage({ method: 'GET', path, access: keepTextBlocks, handle: async (request) => show(textBlocksView(await listTextBlocks(request.ctx, {}), optionsOf(request))) });

export const newTextBlockPage = definePage({ method: 'GET', path: `${path}/new`, access: keepTextBlocks, handle: (request) => showBlock(request, undefined, { service: '', title: '', body: '', version: 0 }, []) });

export const newTextBlockPost = definePage({ method: 'POST', path: `${path}/new`, access: keepTextBlocks, handle: (request) => save(request, undefined) });

export const textBlockPage = definePage({
  method: 'GET', path: `${path}/:block`, access: keepTextBlocks, params: Params,
  async handle(request) {
    const block = (await listTextBlocks(request.ctx, {})).blocks.find(({ id }) => id === request.params.block);
    if (!block) throw new NotFound();
    return showBlock(request, block.id, block, []);
  },
});

export const textBlockPost = definePage({ method: 'POST', path: `${path}/:block`, access: keepTextBlocks, params: Params, handle: (request) => save(request, request.params.block) });

export const deleteTextBlockPost = definePage({
  method: 'POST', path: `${path}/:block/delete`, access: keepTextBlocks, params: Params,
  async handle(request) {
    await deleteTextBlock(request.ctx, request.params);
    return redirect(optionsOf(request).href(), { flash: { kind: 'success', title: texts(request.locale).deleted } });
  },
});

async function save(request: Request, id: string | undefined): Promise<PageResult> {
  const { ctx, form, locale } = request;
  const version = Number(form.text('version'));
  const typed: Typed = { service: form.text('service'), title: form.text('title'), body: form.text('body').replaceAll('\r\n', '\n'), version: Number.isSafeInteger(version) ? version : 0 };
  try {
    await saveTextBlock(ctx, { ...typed, known: id === undefined ? undefined : { id, version: typed.version } });
  } catch (error) {
    if (error instanceof InvalidInput) return showBlock(request, id, typed, error.fields);
    if (error instanceof TextBlockChanged) return showBlock(request, id, typed, [], saidIn(request.locale, error.message));
    throw error;
  }
  return redirect(optionsOf(request).href(), { flash: { kind: 'success', title: texts(locale).saved } });
}

async function showBlock(request: Request, id: string | undefined, typed: Typed, problems: readonly FieldProblem[], refusal?: string): Promise<PageResult> {
  const { blocks, services } = await listTextBlocks(request.ctx, {});
  const known = blocks.find((block) => block.id === id);
  // After a refusal the newer version is in view: saving again is then a choice.
  return show(textBlockView({ known, services, typed: refusal === undefined ? typed : { ...typed, version: known?.version ?? typed.version }, problems, refusal }, optionsOf(request)), refusal === undefined ? {} : { status: 409 });
}
