import { NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import type { House } from '@allmende/house';
import { statusOf } from '../../actions/read-receipt.ts';
import { withdrawApplication } from '../../actions/withdraw-application.ts';
import { TooLateToWithdraw } from '../../domain/errors.ts';
import type { KnownApplication, StatusPorts } from '../../domain/status-ports.ts';
import { spokenIn } from '../spoken-in.ts';
import { givenIn } from './status.ts';
import { withdrawalNeeded, withdrawView } from './withdraw.view.ts';

type Asked = Omit<PageRequest, 'params' | 'query'>;

/** Pages on which whoever holds reference and secret takes an application back. */
export function createWithdrawPages(ports: Pick<StatusPorts<House>, 'takesWithdrawals'>) {
  return [
    definePage({ method: 'GET', path: '/:place/status/withdraw', access: 'anyone', speaksAll: true, handle: (request) => showWithdraw(request, []) }),
    definePage({
      method: 'POST', path: '/:place/status/withdraw', access: 'anyone', speaksAll: true, rateLimit: { max: 20, windowMs: 60_000 },
      async handle(request) {
        const { ctx, form, language, place, urlFor } = request;
        const { tenant, application } = await statusOf(ctx, given(request));
        if (!(await canBeTold(request, { tenant, application }))) return showWithdraw(request, []);
        if (!form.has('sure')) return showWithdraw(request, [{ pointer: '/sure', code: 'required', message: withdrawalNeeded(language) }]);
        try {
          await withdrawApplication(ctx, { tenant, application });
        } catch (error) {
          // Decided between the page and the click: the page says so in the person's language.
          if (!(error instanceof TooLateToWithdraw)) throw error;
          return showWithdraw(request, []);
        }
        return redirect(urlFor.place(place.slug, 'status'));
      },
    }),
  ];

  async function canBeTold({ ctx }: Asked, known: KnownApplication): Promise<boolean> {
    return ports.takesWithdrawals === undefined || (await ports.takesWithdrawals(ctx, known)) === true;
  }

  async function showWithdraw(request: Asked, problems: readonly FieldProblem[]) {
    const { ctx, place, urlFor, csrf, language } = request;
    const status = await statusOf(ctx, given(request));
    const takes = ports.takesWithdrawals === undefined ? true : await ports.takesWithdrawals(ctx, status);
    const can = status.withdrawnAt !== null ? 'withdrawn' : status.state === 'decided' ? 'decided' : takes === undefined ? 'on-its-way' : takes ? 'yes' : 'elsewhere';
    return show(withdrawView({ csrf, reference: status.reference, serviceName: status.serviceName, spokenIn: spokenIn({ language: status.spokenIn }), can, problems, place: { name: place.name, href: urlFor.place(place.slug) }, statusHref: urlFor.place(place.slug, 'status') }, language));
  }
}

function given(request: Asked): { reference: string; secret: string; language: string } {
  const found = givenIn(request);
  if (!found) throw new NotFound();
  return { ...found, language: request.language };
}
