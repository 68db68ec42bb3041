import { may } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { Type } from 'typebox';
import { changeReception, rotateReceptionKeys } from '../../actions/change-reception.ts';
import type { DeliveryPorts } from '../../actions/delivery-ports.ts';
import { listReceptions } from '../../actions/list-receptions.ts';
import { setUpReception } from '../../actions/set-up-reception.ts';
import { checkAddress } from '../../domain/check-address.ts';
import { DeliveryServiceFault } from '../../domain/errors.ts';
import { manageTargets, seeParcels } from '../../domain/permissions.ts';
import { receptionsView, SET_UP_FIELDS, type SetUpValues } from './receptions.view.ts';

const texts = translations({
  de: { done: 'Der Zustellpunkt ist eingerichtet und empfängt.', changed: 'Die Änderung gilt ab jetzt.', rotated: 'Ab jetzt wird für die neuen Schlüssel verschlüsselt.', refused: (why: string) => `Der Zustelldienst hat nicht zugestimmt (${why}). Prüfen Sie Adressen und Zugangsdaten.` },
  en: { done: 'The destination is set up and receiving.', changed: 'The change applies from now on.', rotated: 'From now on everything is encrypted for the new keys.', refused: (why: string) => `The delivery service did not agree (${why}). Check addresses and credentials.` },
});

type Asked = Omit<PageRequest, 'params' | 'query'>;

const PATH = '/:authority/office/deliveries/fit-connect';
const params = Type.Object({ reception: Type.String({ format: 'uuid' }) });

/** Pages on which an authority sees and changes where it receives by FIT-Connect. */
export function receptionPages(ports: DeliveryPorts) {
  const page = definePage({ method: 'GET', path: PATH, access: seeParcels, handle: (request) => shown(request, startValues(request), []) });

  const setUp = definePage({
    method: 'POST', path: PATH, access: manageTargets,
    async handle(request) {
      const values = Object.fromEntries(SET_UP_FIELDS.map((name) => [name, request.form.text(name).trim().slice(0, 500)])) as SetUpValues;
      const problems = checkValues(values, request.ctx.config.environment !== 'production');
      if (problems.length > 0) return shown(request, values, problems);
      const { apiAddress, tokenAddress, issuer, clientId, clientSecret, ...contact } = values;
      const offers = (await ports.applications.listReceivable?.(request.ctx, request.ctx.tenant)) ?? [];
      try {
        await setUpReception(request.ctx, { apiAddress: bare(apiAddress), tokenAddress, issuer: bare(issuer), clientId, clientSecret, target: ports.targets[0].name, offers, contact });
      } catch (error) {
        if (!(error instanceof DomainError) || (error.kind !== 'unavailable' && error.kind !== 'conflict')) throw error;
        const message = error instanceof DeliveryServiceFault ? texts(request.locale).refused(`${error.status} ${error.type.slice(0, 100)}`) : error.message;
        return shown(request, values, [{ pointer: '/apiAddress', code: 'refused', message }]);
      }
      return back(request, 'done');
    },
  });

  const keys = definePage({
    method: 'POST', path: `${PATH}/:reception/keys`, access: manageTargets, params,
    handle: (request) => acted(request, 'rotated', () => rotateReceptionKeys(request.ctx, { reception: request.params.reception, name: request.authority.name })),
  });
  const offers = definePage({
    method: 'POST', path: `${PATH}/:reception/offers`, access: manageTargets, params,
    handle: (request) => acted(request, 'changed', async () => changeReception(request.ctx, { reception: request.params.reception, offers: (await ports.applications.listReceivable?.(request.ctx, request.ctx.tenant)) ?? [] })),
  });
  const pause = definePage({ method: 'POST', path: `${PATH}/:reception/pause`, access: manageTargets, params, handle: (request) => acted(request, 'changed', () => changeReception(request.ctx, { reception: request.params.reception, state: 'paused' })) });
  const resume = definePage({ method: 'POST', path: `${PATH}/:reception/resume`, access: manageTargets, params, handle: (request) => acted(request, 'changed', () => changeReception(request.ctx, { reception: request.params.reception, state: 'active' })) });
  return [page, setUp, keys, offers, pause, resume];
}

async function shown(request: Asked, values: SetUpValues, problems: readonly FieldProblem[]) {
  const { ctx, locale, urlFor, authority, csrf } = request;
  const deliveries = urlFor.office(authority.slug, 'deliveries');
  return show(receptionsView(await listReceptions(ctx), { locale, csrf, start: `${deliveries}/fit-connect`, deliveries, mayManage: may(ctx.actor, manageTargets, ctx.tenant), values, errors: formErrors(problems, request.locale) }));
}

function startValues({ ctx, authority }: Asked): SetUpValues {
  const { address } = ctx.config.fitConnect;
  return { apiAddress: address, tokenAddress: `${address}/token`, issuer: address, clientId: '', clientSecret: '', legalName: authority.name, address: '', phone: '', email: '' };
}

async function acted(request: Asked, word: 'rotated' | 'changed', act: () => Promise<void>) {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DeliveryServiceFault)) throw error;
    throw new InvalidInput([], { code: 'delivery/delivery-service-fault', message: texts(request.locale).refused(`${error.status}`) });
  }
  return back(request, word);
}

function back({ locale, urlFor, authority }: Asked, word: 'done' | 'rotated' | 'changed') {
  return redirect(urlFor.office(authority.slug, 'deliveries', 'fit-connect'), { flash: { kind: 'success', title: texts(locale)[word] } });
}

function checkValues(values: SetUpValues, mayBeInside: boolean): FieldProblem[] {
  const empty = SET_UP_FIELDS.filter((name) => values[name] === '').map((name) => ({ pointer: `/${name}`, code: 'required', message: 'Füllen Sie dieses Feld aus.' }));
  const addresses = (['apiAddress', 'tokenAddress', 'issuer'] as const).filter((name) => values[name] !== '').flatMap((name) => checkAddress(`/${name}`, values[name], { mayBeInside }));
  const mail = values.email !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(values.email) ? [{ pointer: '/email', code: 'email', message: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel post@stadt.example.' }] : [];
  return [...empty, ...addresses, ...mail];
}

function bare(address: string): string {
  return address.replace(/\/+$/u, '');
}
